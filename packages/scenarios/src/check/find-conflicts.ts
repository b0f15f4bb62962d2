import type { Condition } from '../conditions/condition.js';
import { describeScenario } from '../match/explain-miss.js';
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

/** So many scenarios are named that might tie with others; there are as many pairs as scenarios squared. */
const mostWarnings = 20;

/** Rules that fit the same requests equally well, rules that can never be met, and those that might tie. */
export function findConflicts(scenarios: readonly Scenario[]): readonly Problem[] {
  const entries = scenarios.slice(0, mostCompared).flatMap(entryOf);
  const errors: Problem[] = scenarios.flatMap(findUnreachableTurns);
  const warnings: Problem[] = [];
  for (const [index, entry] of entries.entries()) {
    const rivals: Entry[] = [];
    for (const earlier of entries.slice(0, index)) {
      const found = compareEntries(entry, earlier);
      if (found === 'rivals') rivals.push(earlier);
      else if (found !== undefined) errors.push(found);
    }
    if (rivals.length > 0) warnings.push(describeRivals(entry, rivals));
  }
  return [...errors, ...shorten(warnings)];
}

function describeRivals(entry: Entry, [first, ...others]: readonly Entry[]): Problem {
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const names = first === undefined ? '' : `${describeScenario(first.scenario)}${more}`;
  return problem('warning', entry, `is as specific as ${names}: a request that fits both is refused`);
}

function shorten(warnings: readonly Problem[]): readonly Problem[] {
  if (warnings.length <= mostWarnings) return warnings;
  const message = `${warnings.length - mostWarnings} more scenarios are as specific as others.`;
  return [...warnings.slice(0, mostWarnings), { level: 'warning', message, place: undefined }];
}

function entryOf(scenario: Scenario): readonly Entry[] {
  const [turn] = scenario.turns;
  if (turn === undefined) return [];
  const user = scenario.user === undefined ? [] : [scenario.user];
  return [{ scenario, turn, conditions: [...scenario.conditions, ...user, ...turn.conditions] }];
}

/** What is wrong with two scenarios; `rivals`: a request may fit both, and neither is more specific. */
function compareEntries(later: Entry, earlier: Entry): Problem | 'rivals' | undefined {
  const order = compareTurns(later.turn, earlier.turn);
  if (order === 0) {
    if (!covers(later, earlier) && !covers(earlier, later))
      return excludes(later, earlier) ? undefined : 'rivals';
    const other = describeScenario(earlier.scenario);
    return problem('error', later, `fits the same requests as ${other}, and neither is more specific`);
  }
  const [above, below] = order > 0 ? [later, earlier] : [earlier, later];
  if (!covers(above, below)) return undefined;
  const other = describeScenario(above.scenario);
  return problem('error', below, `can never be met: ${other} fits all of its requests and is more specific`);
}

/** Above 0 if the first is more specific. */
function compareTurns(one: Turn, other: Turn): number {
  return one.points === other.points ? one.fixed - other.fixed : one.points - other.points;
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
