import type { ModelCatalog, Provider, RunningCalls, StateStore } from '@llmsim/core';
import { createAnthropicProvider } from '@llmsim/anthropic';
import { createOpenAiProvider } from '@llmsim/openai';
import { createOpenResponsesProvider } from '@llmsim/openresponses';

/** What every provider is made with. */
export interface ProviderOptions {
  readonly catalog: ModelCatalog;
  readonly store: StateStore;
  readonly running: RunningCalls;
  readonly strict: boolean;
}

/** Every API there is, by its name. To add one, add a line. */
export const providers = {
  openai: createOpenAiProvider,
  openresponses: createOpenResponsesProvider,
  anthropic: createAnthropicProvider,
} as const satisfies Readonly<Record<string, (options: ProviderOptions) => Provider>>;
