import type { SimulatedTest } from './simulated-test.js';

/** What a matcher of Jest and Vitest answers. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** How the matchers are called, for the types of `expect`. */
export interface SimulatorMatchers<R = void> {
  /** These tools were called, in this order, and no others. */
  toHaveCalledTools(tools: readonly string[]): R;
  /** The test met its scenarios as they expect. */
  toPassVerdict(): R;
}

/** Matchers for `expect.extend` of Jest and Vitest. What they are given is a test of a simulator. */
export const matchers = {
  toHaveCalledTools(test: SimulatedTest, tools: readonly string[]): MatcherResult {
    const called = test.calledTools();
    const pass = called.join('\n') === tools.join('\n');
    return {
      pass,
      message: () =>
        pass
          ? `Test "${test.id}" called ${listOf(called)}, and should not.`
          : `Test "${test.id}" should call ${listOf(tools)}, but called ${listOf(called)}.`,
    };
  },
  toPassVerdict(test: SimulatedTest): MatcherResult {
    const { reasons } = test.verdict();
    const pass = reasons.length === 0;
    return {
      pass,
      message: () =>
        pass
          ? `Test "${test.id}" passed, and should not.`
          : `Test "${test.id}" failed:\n${reasons.map((reason) => `  ${reason}`).join('\n')}`,
    };
  },
};

function listOf(names: readonly string[]): string {
  return names.length === 0 ? 'no tools' : names.join(', ');
}
