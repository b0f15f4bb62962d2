import type { Condition } from '../conditions/condition.js';
import { describePlace } from '../file/place.js';
import type { Scenario, Turn } from '../match/scenario.js';
import type { Problem } from '../scenario-error.js';

/** How a scenario is entered: its first turn, with all that must hold for it. */
interface Entry {
  readonly scenario: Scenario;
  readonly turn: Turn;
  readonly conditions: readonly Condition[];
}

/** Pairs of scenarios are compared up to so many scenarios: beyond them it would take too long. */
const mostCompared = 2_000;

/** Rules that fit the same requests equally well, rules that can never be met, and those that might tie. */
export function findConflicts(scenarios: readonly Scenario[]): readonly Problem[] {
  const entries = scenarios.slice(0, mostCompared).flatMap(entryOf);
  const problems: Problem[] = scenarios.flatMap(findUnreachableTurns);
  for (const [index, entry] of entries.entries()) {
    for (const other of entries.slice(index + 1)) {
      const problem = compareEntries(other, entry);
      if (problem !== undefined) problems.push(problem);
    }
  }
  return problems;
}

function entryOf(scenario: Scenario): readonly Entry[] {
  const [turn] = scenario.turns;
  if (turn === undefined) return [];
  const user = scenario.user === undefined ? [] : [scenario.user];
  return [{ scenario, turn, conditions: [...scenario.conditions, ...user, ...turn.conditions] }];
}

function compareEntries(later: Entry, earlier: Entry): Problem | undefined {
  const order = rank(later) - rank(earlier);
  const laterCovers = covers(later, earlier);
  const earlierCovers = covers(earlier, later);
  const isTie = order === 0 && later.turn.fixed === earlier.turn.fixed;
  if (isTie && (laterCovers || earlierCovers)) {
    return problem(
      'error',
      later,
      `fits the same requests as ${named(earlier)}, and neither is more specific`,
    );
  }
  if (laterCovers && isAbove(later, earlier)) return problem('error', earlier, neverMet(later));
  if (earlierCovers && isAbove(earlier, later)) return problem('error', later, neverMet(earlier));
  if (!isTie || excludes(later, earlier)) return undefined;
  return problem(
    'warning',
    later,
    `is as specific as ${named(earlier)}: a request that fits both is refused`,
  );
}

function neverMet(other: Entry): string {
  return `can never be met: ${named(other)} fits all of its requests and is more specific`;
}

function rank({ turn }: Entry): number {
  return turn.points;
}

function isAbove(one: Entry, other: Entry): boolean {
  return rank(one) === rank(other) ? one.turn.fixed > other.turn.fixed : rank(one) > rank(other);
}

/** Whether all that fits the other fits this one. */
function covers({ conditions }: Entry, other: Entry): boolean {
  return conditions.every((condition) =>
    other.conditions.some((theirs) => theirs.field === condition.field && condition.covers(theirs)),
  );
}

function excludes({ conditions }: Entry, other: Entry): boolean {
  return conditions.some((condition) =>
    other.conditions.some(
      (theirs) =>
        theirs.field === condition.field && (condition.excludes(theirs) || theirs.excludes(condition)),
    ),
  );
}

/** Turns after one that always fails, and conditions of one turn that exclude each other. */
function findUnreachableTurns(scenario: Scenario): readonly Problem[] {
  const problems: Problem[] = [];
  for (const turn of scenario.turns) {
    const shared = [...scenario.conditions, ...(turn.number === 1 && scenario.user ? [scenario.user] : [])];
    const clash = turn.conditions.find((own) =>
      shared.some((theirs) => theirs.field === own.field && (own.excludes(theirs) || theirs.excludes(own))),
    );
    if (clash !== undefined) {
      problems.push({
        level: 'error',
        message: `Turn ${turn.number} of "${scenario.name}" can never be met: its "${clash.field}" contradicts that of the scenario.`,
        place: turn.place,
      });
    }
    const alwaysFails = turn.faults.some(
      ({ mode, attempts }) => mode.stage === 'before-turn' && attempts === undefined,
    );
    if (alwaysFails && turn.number < scenario.turns.length) {
      problems.push({
        level: 'error',
        message: `The turns after turn ${turn.number} of "${scenario.name}" can never be met: it fails each time. Give its fault "attempts".`,
        place: turn.place,
      });
    }
  }
  return problems;
}

function problem(level: Problem['level'], { scenario }: Entry, what: string): Problem {
  return { level, message: `"${scenario.name}" ${what}.`, place: scenario.place };
}

function named({ scenario }: Entry): string {
  const place = describePlace(scenario.place);
  return place === '' ? `"${scenario.name}"` : `"${scenario.name}" (${place})`;
}
