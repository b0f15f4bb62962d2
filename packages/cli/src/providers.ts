import type { Provider, StateStore, ModelCatalog } from '@llmsim/core';
import { createOpenAiProvider } from '@llmsim/openai';
import { createOpenResponsesProvider } from '@llmsim/openresponses';

/** What every provider is made with. */
export interface ProviderOptions {
  readonly catalog: ModelCatalog;
  readonly store: StateStore;
  readonly strict: boolean;
}

/** Every API there is. To add one, add a line. */
export const providers: readonly ((options: ProviderOptions) => Provider)[] = [
  createOpenAiProvider,
  createOpenResponsesProvider,
];
