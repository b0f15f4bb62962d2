import {
  createFailureMode,
  createGenerator,
  createMemoryStateStore,
  createModelCatalog,
  createSimulator,
  latencyProfile,
} from '@llmsim/core';
import { createOpenAiProvider } from '@llmsim/openai';
import { createOpenResponsesProvider } from '@llmsim/openresponses';
import { startServer } from '@llmsim/server';
import type { RunningServer } from '@llmsim/server';

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
  faulty('breaks-off', 'stream-error', { after: 3 }),
  faulty('hangs-up', 'disconnect'),
];

/** A server of both dialects of the Responses wire, which answers at once, or at human speed for the model `slow`. */
export function startResponsesServer(): Promise<RunningServer> {
  const catalog = createModelCatalog();
  const store = createMemoryStateStore({ nowMs: () => performance.now() });
  return startServer({
    providers: [createOpenAiProvider({ catalog, store }), createOpenResponsesProvider({ catalog, store })],
    simulator: createSimulator({
      catalog,
      faults,
      seed: 7,
      generator: createGenerator('fixed', { text: saidText }),
      latency: (model) => latencyProfile(model === 'slow' ? 'gpt-4o' : 'instant'),
    }),
  });
}
