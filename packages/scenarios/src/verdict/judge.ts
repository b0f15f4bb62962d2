import { describePlace } from '../file/place.js';
import type { ScenarioSet, Unmatched } from '../load-scenarios.js';
import type { Scenario, Turn } from '../match/scenario.js';
import { describeTurn } from '../match/explain-miss.js';
import type { Expectation } from './expectation.js';
import type { TestRequest } from './test-request.js';

/** A turn that nobody came to. */
export interface UnreachedTurn {
  readonly scenario: string;
  readonly turn: number;
  /** Its file and line; `null`: a program made it. */
  readonly place: string | null;
}

/** How a test went. */
export interface Verdict {
  readonly verdict: 'pass' | 'fail';
  /** Why it failed; empty if it passed. */
  readonly reasons: readonly string[];
  /** Turns of the scenarios that were begun, or were all to be met. */
  readonly unreached: readonly UnreachedTurn[];
}

/** What is asked of a test. */
export interface Judging {
  /** Every scenario that is not optional has to be met, not only those that were begun. */
  readonly all: boolean;
  /** Whether requests that no scenario fits are mistakes, where the scenarios do not say. */
  readonly unmatched: Unmatched;
  /** Requests that are not kept any more: what became of them nobody knows. By default there are none. */
  readonly dropped?: number | undefined;
}

/**
 * Judges a test by its requests. Whoever made none has tested nothing, and fails.
 * @param set - its scenarios; `undefined`: there are none, and no request is a mistake for that
 */
export function judge(
  set: ScenarioSet | undefined,
  requests: readonly TestRequest[],
  judging: Judging,
): Verdict {
  const { scenarios, unmatched = judging.unmatched } = set ?? noScenarios;
  const { dropped = 0 } = judging;
  const reasons: string[] = [];
  const unreached: UnreachedTurn[] = [];
  if (requests.length === 0) reasons.push('No request was made.');
  for (const { number, result, explanation } of requests) {
    if (result === 'met' || (result === 'unmatched' && unmatched === 'generate')) continue;
    reasons.push(`Request ${number}: ${explanation ?? 'It was refused.'}`);
  }
  for (const scenario of scenarios) {
    const met = requests.filter((request) => request.scenario === scenario.name);
    if (met.length === 0 && (scenario.isOptional || !judging.all)) continue;
    const missing = scenario.turns.filter(({ number }) => !met.some(({ turn }) => turn === number));
    unreached.push(...missing.map((turn) => describeUnreached(scenario, turn)));
    reasons.push(...judgeScenario(scenario, met, missing));
  }
  if (dropped > 0) reasons.push(`${dropped} requests are not kept any more.`);
  return { verdict: reasons.length === 0 ? 'pass' : 'fail', reasons, unreached };
}

const noScenarios: Pick<ScenarioSet, 'scenarios' | 'unmatched'> = { scenarios: [], unmatched: 'generate' };

function describeUnreached({ name }: Scenario, { number, place }: Turn): UnreachedTurn {
  const where = describePlace(place);
  return { scenario: name, turn: number, place: where === '' ? null : where };
}

function judgeScenario(
  scenario: Scenario,
  met: readonly TestRequest[],
  missing: readonly Turn[],
): readonly string[] {
  const { name, expect, turns } = scenario;
  const reasons: string[] = [];
  if (expect?.turns === undefined) {
    reasons.push(...missing.map((turn) => `${describeTurn(scenario, turn)} was never reached.`));
  } else if (turns.length - missing.length !== expect.turns) {
    reasons.push(
      `"${name}" should meet ${count(expect.turns, 'turn')}, but met ${turns.length - missing.length}.`,
    );
  }
  return expect === undefined ? reasons : [...reasons, ...judgeExpectation(name, expect, met)];
}

function judgeExpectation(name: string, expect: Expectation, met: readonly TestRequest[]): readonly string[] {
  const reasons: string[] = [];
  if (expect.tools !== undefined) {
    const tools = toolsOf(met);
    if (tools.join('\n') !== expect.tools.join('\n')) {
      reasons.push(`"${name}" should call ${listOf(expect.tools)}, but called ${listOf(tools)}.`);
    }
  }
  if (expect.requests !== undefined && met.length !== expect.requests) {
    reasons.push(`"${name}" should get ${count(expect.requests, 'request')}, but got ${met.length}.`);
  }
  const retries = met.filter(({ attempt }) => attempt > 1).length;
  if (expect.retries !== undefined && retries > expect.retries) {
    reasons.push(
      `"${name}" should get ${expect.retries === 0 ? 'no retries' : `at most ${count(expect.retries, 'retry')}`}, but got ${retries}.`,
    );
  }
  if (expect.faultsSurvived) {
    for (const { number, turn, fault } of met) {
      const isAnswered = met.some(
        (later) => later.number > number && later.turn === turn && later.fault === null,
      );
      if (fault !== null && !isAnswered) {
        reasons.push(
          `"${name}" should survive ${fault} in turn ${turn ?? ''}, but no request of that turn was answered after it.`,
        );
      }
    }
  }
  return reasons;
}

/** The tools that were called, in order; a reply that was asked for again counts once. */
export function toolsOf(requests: readonly TestRequest[]): readonly string[] {
  const answered = new Set<string>();
  const tools: string[] = [];
  for (const { scenario, turn, attempt, tool_calls: calls } of requests) {
    const key = `${scenario ?? ''}\n${turn ?? ''}`;
    if (calls.length === 0 || (attempt > 1 && answered.has(key))) continue;
    answered.add(key);
    for (const { name } of calls) tools.push(name);
  }
  return tools;
}

function count(number: number, what: string): string {
  if (number === 1) return `1 ${what}`;
  return `${number} ${what.endsWith('y') ? `${what.slice(0, -1)}ies` : `${what}s`}`;
}

function listOf(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}
