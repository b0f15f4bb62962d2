import {
  createFailureMode,
  createGenerator,
  createMemoryStateStore,
  createModelCatalog,
  createSimulator,
  latencyProfile,
} from '@llmsim/core';
import { createOpenAiProvider } from '@llmsim/openai';
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
  faulty('crowded', 'overloaded', { retry_after_ms: 1 }),
  faulty('breaks-off', 'stream-error', { after: 3 }),
  faulty('hangs-up', 'disconnect'),
];

/** A server of OpenAI's API alone, which answers at once, or at human speed for the model `slow`. */
export function startChatServer(strict = false): Promise<RunningServer> {
  const catalog = createModelCatalog();
  const store = createMemoryStateStore({ nowMs: () => performance.now() });
  return startServer({
    providers: [createOpenAiProvider({ catalog, store, strict })],
    simulator: createSimulator({
      catalog,
      faults,
      seed: 7,
      generator: createGenerator('fixed', { text: saidText }),
      latency: (model) => latencyProfile(model === 'slow' ? 'gpt-4o' : 'instant'),
    }),
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
