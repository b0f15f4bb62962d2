import { readFileSync } from 'node:fs';
import {
  createModelCatalog,
  createRunningCalls,
  createSimulator,
  createSimulatorMemory,
  latencyProfile,
  profileForModel,
} from '@llmsim/core';
import { createAnthropicProvider } from '@llmsim/anthropic';
import { createOpenAiProvider } from '@llmsim/openai';
import { createOpenResponsesProvider } from '@llmsim/openresponses';
import { loadScenarios, type ScenarioFile } from '@llmsim/scenarios';
import { createTestDesk, startServer, type ScenarioSource } from '@llmsim/server';
import { createSimulatedTest, type SimulatedTest } from './simulated-test.js';

/** Scenarios as tests give them: what a program made, the path of a file, or several of these. */
export type GivenScenarios = ScenarioFile | string | readonly (ScenarioFile | string)[];

/** How a simulator behaves. */
export interface StartOptions {
  /** Decide what is said, in tests that have none of their own; by default there are none, and lorem ipsum is said. */
  readonly scenarios?: GivenScenarios | undefined;
  /** What is done with a request that no scenario fits, where they do not say; `refuse` by default. */
  readonly unmatched?: 'refuse' | 'generate' | undefined;
  /** How fast it is: `instant`, the default, or `real`, as the models of the requests are. */
  readonly latency?: 'instant' | 'real' | undefined;
  /** Whether unknown models and parameters are refused, as the real services do; `false` by default. */
  readonly strict?: boolean | undefined;
  /** Makes runs equal; 1 by default. */
  readonly seed?: number | string | undefined;
  /** The port; by default any free one. */
  readonly port?: number | undefined;
  /**
   * Called with what closes the simulator: `afterAll` of Jest or Vitest, `after` of node:test. By default the global
   * `afterAll`, if there is one; without any, the process does not wait for the simulator.
   */
  readonly closeAfter?: ((close: () => Promise<void>) => unknown) | undefined;
}

/** A simulator for tests. */
export interface TestSimulator extends AsyncDisposable {
  /** Its address. */
  readonly url: string;
  /**
   * A test of its own: its requests are told apart by its URL, and nothing of another test reaches it.
   * @param options - `scenarios` that hold for it alone, and whether `bodies` of its requests are kept
   * @throws ScenarioError if the scenarios are wrong
   */
  test(name: string, options?: TestOptions): SimulatedTest;
  close(): Promise<void>;
}

/** What a test is begun with. */
export interface TestOptions {
  readonly scenarios?: ScenarioFile | string | undefined;
  readonly bodies?: boolean | undefined;
}

/**
 * Starts a simulator in this process: OpenAI's, OpenResponses' and Anthropic's APIs on a free port of this machine.
 * @throws ScenarioError if the scenarios are wrong
 */
export async function startSimulator(options: StartOptions = {}): Promise<TestSimulator> {
  const { strict = false, seed = 1, unmatched = 'refuse', port = 0, latency = 'instant' } = options;
  const sources = sourcesOf(options.scenarios);
  const set = sources.length === 0 ? undefined : loadScenarios(...sources.map(inputOf));
  const desk = createTestDesk(() => performance.now());
  const memory = createSimulatorMemory({ nowMs: () => performance.now() });
  const catalog = createModelCatalog();
  const shared = { catalog, store: memory.store, running: createRunningCalls(), strict };
  const instant = latencyProfile('instant');
  const server = await startServer({
    port,
    providers: [
      createOpenAiProvider(shared),
      createOpenResponsesProvider(shared),
      createAnthropicProvider(shared),
    ],
    alias: 'openai',
    simulator: createSimulator({
      seed,
      memory,
      catalog,
      latency: latency === 'instant' ? () => instant : profileForModel,
    }),
    catalog,
    scenarios: sources,
    unmatched,
    testDesk: desk,
  });
  server.unref();
  const close = () => server.close();
  const { closeAfter = (globalThis as { afterAll?: StartOptions['closeAfter'] }).afterAll } = options;
  closeAfter?.(close);
  return {
    url: server.url,
    test: (name, { scenarios, bodies = false } = {}) => {
      const [own] = sourcesOf(scenarios);
      const ownSet = own === undefined ? undefined : loadScenarios(inputOf(own));
      return createSimulatedTest(name, {
        url: server.url,
        desk,
        setup: { scenarios: own, bodies },
        set: ownSet ?? set,
        all: ownSet !== undefined,
        unmatched,
      });
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function sourcesOf(given: GivenScenarios | undefined): readonly ScenarioSource[] {
  if (given === undefined) return [];
  const all: readonly (ScenarioFile | string)[] = isList(given) ? given : [given];
  return all.map((one) =>
    typeof one === 'string'
      ? { file: one, text: readFileSync(one, 'utf8') }
      : { file: 'scenarios', made: one },
  );
}

function isList(given: GivenScenarios): given is readonly (ScenarioFile | string)[] {
  return Array.isArray(given);
}

function inputOf(source: ScenarioSource) {
  return 'text' in source ? source : source.made;
}
