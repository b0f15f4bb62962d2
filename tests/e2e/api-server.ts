import { createAnthropicProvider } from '@llmsim/anthropic';
import {
  createFailureMode,
  createGenerator,
  createMemoryStateStore,
  createModelCatalog,
  createSimulator,
  latencyProfile,
  type SimulatorOptions,
  type StateStore,
} from '@llmsim/core';
import { createOpenAiProvider } from '@llmsim/openai';
import { createOpenResponsesProvider } from '@llmsim/openresponses';
import { startServer } from '@llmsim/server';
import type { AppOptions, RunningServer } from '@llmsim/server';

/** What the simulated models say when nothing else decides. */
export const saidText = 'The sky is blue — naïvely speaking, 天空是蓝色的 🌤.';

const faulty = (model: string, mode: string, options?: unknown) => ({
  mode: createFailureMode(mode, options),
  rate: 1,
  model,
});

/** Models that fail, by what they do. Retries come soon, so that tests do not wait. */
const faults = [
  faulty('limited', 'rate-limit', { retry_after_ms: 1 }),
  faulty('broke', 'quota'),
  faulty('broken', 'server-error'),
  faulty('crowded', 'overloaded', { retry_after_ms: 1 }),
  faulty('breaks-off', 'stream-error', { after: 3 }),
  faulty('breaks-off-crowded', 'stream-error', { after: 3, kind: 'overloaded' }),
  faulty('hangs-up', 'disconnect'),
];

const providers = {
  openai: createOpenAiProvider,
  openresponses: createOpenResponsesProvider,
  anthropic: createAnthropicProvider,
};

/** What a test may want otherwise. */
export interface ApiServerOptions {
  readonly strict?: boolean;
  readonly store?: StateStore;
  readonly simulator?: SimulatorOptions;
  readonly app?: Partial<AppOptions>;
}

/** A server of these APIs alone, which answers at once, or at human speed for the model `slow`. */
export function startApiServer(
  apis: readonly (keyof typeof providers)[],
  options: ApiServerOptions = {},
): Promise<RunningServer> {
  const catalog = createModelCatalog();
  const { strict, store = createMemoryStateStore({ nowMs: () => performance.now() }) } = options;
  return startServer({
    catalog,
    providers: apis.map((api) => providers[api]({ catalog, store, strict })),
    simulator: createSimulator({
      catalog,
      faults,
      seed: 7,
      generator: createGenerator('fixed', { text: saidText }),
      latency: (model) => latencyProfile(model === 'slow' ? 'gpt-4o' : 'instant'),
      ...options.simulator,
    }),
    ...options.app,
  });
}

/** A `fetch` that gives up as soon as its request is on the way. */
export function abortingFetch(controller: AbortController): typeof fetch {
  return (input, init) => {
    const reply = fetch(input, init);
    controller.abort();
    return reply;
  };
}
