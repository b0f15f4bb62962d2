import {
  judge,
  toolsOf,
  type ScenarioSet,
  type TestRequest,
  type Unmatched,
  type Verdict,
} from '@llmsim/scenarios';
import type { TestDesk, TestRecord, TestSetup } from '@llmsim/server';

/** One test against a simulator. */
export interface SimulatedTest {
  /** What it is called in the simulator. */
  readonly id: string;
  /** The base URL of OpenAI's API for this test: give it to the client. */
  readonly url: string;
  /** The base URL of any API for this test: `openai` and `openresponses` end with `/v1`, `anthropic` does not. */
  urlOf(api: 'openai' | 'openresponses' | 'anthropic'): string;
  /** The requests so far. */
  requests(): readonly TestRequest[];
  /** The names of the tools that were called so far, in order. */
  calledTools(): readonly string[];
  /** How it went so far. */
  verdict(): Verdict;
  /** @throws Error with the reasons, if it failed */
  assertPassed(): void;
}

/** What a test is made of. */
export interface SimulatedTestSource {
  readonly url: string;
  readonly desk: TestDesk;
  readonly setup: TestSetup;
  readonly set: ScenarioSet | undefined;
  /** Whether all scenarios have to be met, as those of a test alone have. */
  readonly all: boolean;
  readonly unmatched: Unmatched;
}

const paths = { openai: '/openai/v1', openresponses: '/openresponses/v1', anthropic: '/anthropic' } as const;

/** @param name - any text; what an id cannot have becomes a hyphen */
export function createSimulatedTest(name: string, source: SimulatedTestSource): SimulatedTest {
  const { url, desk, setup, set, all, unmatched } = source;
  const id = name.replace(/[^\w.:~-]+/g, '-').slice(0, 200) || 'test';
  void desk.put(id, setup);
  const urlOf: SimulatedTest['urlOf'] = (api) => `${url}/t/${id}${paths[api]}`;
  // The desk is in this process, and answers at once.
  const record = () => desk.get(id) as TestRecord | undefined;
  const requests = () => record()?.requests ?? [];
  const verdict = () => judge(set, requests(), { all, unmatched, dropped: record()?.dropped });
  return {
    id,
    url: urlOf('openai'),
    urlOf,
    requests,
    calledTools: () => toolsOf(requests()),
    verdict,
    assertPassed() {
      const { reasons } = verdict();
      if (reasons.length > 0)
        throw new Error(`Test "${id}" failed:\n${reasons.map((reason) => `  ${reason}`).join('\n')}`);
    },
  };
}
