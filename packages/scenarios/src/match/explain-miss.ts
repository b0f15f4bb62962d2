import type { Condition } from '../conditions/condition.js';
import { describePlace } from '../file/place.js';
import { quote } from '../text/text-matcher.js';
import type { Facts } from './facts.js';
import { findBeginnings, isOver } from './meet.js';
import { nameOfTurn, type Scenario, type Turn } from './scenario.js';

/** Why nothing fits a request: the rule that comes nearest, and the first thing in which the request differs. */
export interface Nearest {
  readonly scenario: Scenario;
  readonly turn: Turn;
  readonly difference: string;
}

/** How far a turn is from a request. */
interface Distance extends Nearest {
  readonly failed: number;
  readonly held: number;
  /** How many turns it is away from where the conversation seems to be. */
  readonly turnsAway: number;
}

/** The turn that comes nearest to a request that none fits; `undefined`: there are no scenarios. */
export function findNearest(scenarios: readonly Scenario[], facts: Facts): Nearest | undefined {
  return best(
    scenarios.flatMap((scenario) => {
      const distances = scenario.turns.map((turn) => measure(scenario, turn, facts));
      return best(distances, ({ failed, turnsAway, held }) => [failed, turnsAway, -held]) ?? [];
    }),
    ({ failed, held }) => [failed, -held],
  );
}

/** The one with the least figures, compared in order; between equals the first by name. */
function best(
  distances: readonly Distance[],
  figuresOf: (distance: Distance) => readonly number[],
): Distance | undefined {
  return distances.toSorted((a, b) => {
    const [ours, theirs] = [figuresOf(a), figuresOf(b)];
    const differing = ours.findIndex((figure, index) => figure !== theirs[index]);
    if (differing !== -1) return (ours[differing] ?? 0) - (theirs[differing] ?? 0);
    return nameOfTurn(a.scenario, a.turn) < nameOfTurn(b.scenario, b.turn) ? -1 : 1;
  })[0];
}

function measure(scenario: Scenario, turn: Turn, facts: Facts): Distance {
  const isFirst = scenario.isRule || turn.number === 1;
  const differences: string[] = [];
  let held = 0;
  const check = (condition: Condition, holds: boolean, found = () => condition.describeFound(facts)) => {
    if (holds) held += condition.points;
    else differences.push(`${condition.description}, but ${found()}`);
  };
  for (const condition of scenario.conditions) check(condition, condition.find(facts) !== undefined);
  const { user } = scenario;
  if (user !== undefined && isFirst) check(user, user.find(facts) !== undefined);
  if (user !== undefined && !isFirst) {
    check(user, findBeginnings(scenario, facts).length > 0, () => 'none of the user’s texts does');
  }
  for (const condition of turn.conditions) check(condition, condition.find(facts) !== undefined);
  if (differences.length === 0) differences.push(describePosition(scenario, turn, facts));
  return {
    scenario,
    turn,
    difference: differences[0] ?? '',
    failed: differences.length,
    held,
    turnsAway: scenario.isRule ? 0 : Math.abs(turn.number - 1 - turnsSince(scenario, facts)),
  };
}

/** How many turns the conversation has had since the scenario may have begun. */
function turnsSince(scenario: Scenario, facts: Facts): number {
  return findBeginnings(scenario, facts).at(-1)?.runs ?? facts.runs.length;
}

/** What is wrong where all conditions hold: the conversation so far is not that of the scenario. */
function describePosition(scenario: Scenario, turn: Turn, facts: Facts): string {
  const { turns } = scenario;
  const { runs } = facts;
  if (isOver(scenario, facts))
    return `it has ${turns.length} turns, and the conversation goes on after the last`;
  const before = turns[turn.number - 2];
  const calls = before?.reply?.calls.map(({ tool }) => tool) ?? [];
  const text = before?.reply?.text;
  const wanted =
    calls.length > 0
      ? `call ${calls.join(' and ')}`
      : text === undefined
        ? 'have spoken'
        : `say ${quote(text)}`;
  const last = runs.at(-1);
  const found =
    last === undefined
      ? 'it has not spoken yet'
      : last.calls.length > 0
        ? `it called ${last.calls.map(({ name, argumentsText }) => `${name} with ${argumentsText}`).join(' and ')}`
        : `it said ${quote(last.text)}`;
  return `the model should last ${wanted}, as turn ${turn.number - 1} does, but ${found}`;
}

/** An explanation in one sentence or two. */
export function explainMiss(nearest: Nearest | undefined): string {
  if (nearest === undefined) return 'No scenario fits this request: there are none.';
  const { scenario, turn, difference } = nearest;
  return `No scenario fits this request. Nearest is ${describeTurn(scenario, turn)}: ${difference}.`;
}

/** A scenario with its place: `"weather" (weather.yaml:3)`. */
export function describeScenario({ name, place }: Scenario): string {
  const where = describePlace(place);
  return where === '' ? `"${name}"` : `"${name}" (${where})`;
}

/** A turn with its place: `"weather", turn 2 (weather.yaml:7)`. */
export function describeTurn(scenario: Scenario, turn: Turn): string {
  const place = describePlace(turn.place);
  const name = scenario.isRule ? `"${scenario.name}"` : `"${scenario.name}", turn ${turn.number}`;
  return place === '' ? name : `${name} (${place})`;
}
