import { createAnthropicProvider } from '@llmsim/anthropic';
import {
  createFailureMode,
  createGenerator,
  createMemoryStateStore,
  createModelCatalog,
  createSimulator,
  latencyProfile,
  type SimulatorOptions,
} from '@llmsim/core';
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
  faulty('breaks-off', 'stream-error', { after: 3, kind: 'overloaded' }),
  faulty('hangs-up', 'disconnect'),
];

/** What a test may want otherwise. */
export interface AnthropicServerOptions {
  readonly strict?: boolean;
  readonly simulator?: SimulatorOptions;
  readonly app?: Partial<AppOptions>;
}

/** A server of Anthropic's API alone, which answers at once, or at human speed for the model `slow`. */
export function startAnthropicServer(options: AnthropicServerOptions = {}): Promise<RunningServer> {
  const catalog = createModelCatalog();
  const store = createMemoryStateStore({ nowMs: () => performance.now() });
  return startServer({
    catalog,
    providers: [createAnthropicProvider({ catalog, store, strict: options.strict })],
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
