import { createBoundedMap, type BoundedMap } from '@llmsim/core';
import type { ScenarioFile, TestRequest } from '@llmsim/scenarios';
import { keepRequests, type KeptRequests } from './kept-requests.js';

/** A scenario file as a server passes it on: its text, or what a program made. */
export type ScenarioSource =
  { readonly file: string; readonly text: string } | { readonly file: string; readonly made: ScenarioFile };

/** What a test was put up with. */
export interface TestSetup {
  /** `undefined`: the server's own scenarios hold. */
  readonly scenarios: ScenarioSource | undefined;
  /** Whether the bodies of its requests are kept. */
  readonly bodies: boolean;
}

/** What a worker has to know to decide a request of a test. */
export interface TestTurn {
  /** Of the request, within the test; from 1. */
  readonly number: number;
  /** From 0. */
  readonly attempt: number;
  readonly bodies: boolean;
  /** Changes when other scenarios are put up; `undefined`: the test has none of its own. */
  readonly version: string | undefined;
  /** The scenarios, if the worker does not know this version yet. */
  readonly scenarios: ScenarioSource | undefined;
}

/** All that is known of a test. */
export interface TestRecord extends TestSetup {
  readonly id: string;
  readonly requests: readonly TestRequest[];
  /** Requests that are not kept any more. */
  readonly dropped: number;
}

/** What is said when a request of a test begins. */
export interface TestBeginning {
  readonly test: string;
  /** The same for all attempts of a request. */
  readonly identity: string;
  /** The version of its scenarios that the asking process knows. */
  readonly known: string | undefined;
}

/** Keeps tests: one for all processes that serve together. */
export interface TestDesk {
  /** A request of a test, which is begun if it is not known, and counts as an attempt. */
  begin(beginning: TestBeginning): TestTurn | Promise<TestTurn>;
  /** What became of a request, before its client learns of it. */
  note(test: string, request: TestRequest): void | Promise<void>;
  /** Begins a test anew. */
  put(test: string, setup: TestSetup): void | Promise<void>;
  get(test: string): TestRecord | undefined | Promise<TestRecord | undefined>;
  /** @returns whether there was one */
  delete(test: string): boolean | Promise<boolean>;
  /** The ids of all tests, the one that was used last at the end. */
  list(): readonly string[] | Promise<readonly string[]>;
}

/** How much is kept. */
export interface TestDeskLimits {
  /** How many tests; the one that was not used for the longest time is forgotten first. */
  readonly tests: number;
  /** How long a test that is not used is kept, in milliseconds. */
  readonly ageMs: number;
  /** How many requests of one test; the oldest are forgotten first. */
  readonly requests: number;
  /** How many requests of all tests together. */
  readonly allRequests: number;
  /** How many characters of bodies and texts of one test. */
  readonly characters: number;
}

export const testDeskLimits: TestDeskLimits = {
  tests: 1000,
  ageMs: 3_600_000,
  requests: 10_000,
  allRequests: 200_000,
  characters: 16_000_000,
};

interface Entry {
  readonly setup: TestSetup;
  readonly version: string;
  usedAtMs: number;
  begun: number;
  readonly attempts: BoundedMap<number>;
  readonly requests: KeptRequests;
}

/**
 * Keeps tests in this process.
 * @param nowMs - monotonic milliseconds
 * @param onNoted - called with each request when it is decided
 */
export function createTestDesk(
  nowMs: () => number,
  onNoted: (test: string, request: TestRequest) => void = () => undefined,
  limits: TestDeskLimits = testDeskLimits,
): TestDesk {
  const tests = createBoundedMap<Entry>({ maxEntries: limits.tests });
  let versions = 0;
  let kept = 0;
  const forget = (id: string): boolean => {
    kept -= tests.get(id)?.requests.count() ?? 0;
    return tests.delete(id);
  };
  const forgetOld = (): void => {
    for (let oldest = tests.oldest(); oldest !== undefined; oldest = tests.oldest()) {
      const [id, { usedAtMs }] = oldest;
      const isTooMuch = kept > limits.allRequests && tests.count() > 1;
      if (!isTooMuch && nowMs() - usedAtMs <= limits.ageMs) break;
      forget(id);
    }
  };
  const open = (id: string, setup: TestSetup): Entry => {
    const oldest = tests.oldest();
    if (tests.count() >= limits.tests && oldest !== undefined) forget(oldest[0]);
    const entry: Entry = {
      setup,
      version: String((versions += 1)),
      usedAtMs: nowMs(),
      begun: 0,
      attempts: createBoundedMap({ maxEntries: limits.requests }),
      requests: keepRequests(limits),
    };
    tests.set(id, entry);
    return entry;
  };

  return {
    begin({ test, identity, known }) {
      forgetOld();
      const entry = tests.use(test) ?? open(test, { scenarios: undefined, bodies: false });
      entry.usedAtMs = nowMs();
      entry.begun += 1;
      const attempt = entry.attempts.get(identity) ?? 0;
      entry.attempts.set(identity, attempt + 1);
      const { scenarios, bodies } = entry.setup;
      const version = scenarios === undefined ? undefined : entry.version;
      return {
        number: entry.begun,
        attempt,
        bodies,
        version,
        scenarios: version === known ? undefined : scenarios,
      };
    },
    note(test, request) {
      const entry = tests.use(test);
      if (entry !== undefined) kept += entry.requests.add(request);
      onNoted(test, request);
    },
    put(test, setup) {
      forgetOld();
      forget(test);
      open(test, setup);
    },
    get(test) {
      forgetOld();
      const entry = tests.get(test);
      if (entry === undefined) return undefined;
      const requests = entry.requests.all();
      return { id: test, ...entry.setup, requests, dropped: entry.requests.dropped() };
    },
    delete: forget,
    list() {
      forgetOld();
      return Array.from(tests.entries(), ([id]) => id);
    },
  };
}
