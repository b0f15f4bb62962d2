import { points as worth, type Condition } from '../conditions/condition.js';
import { noCaptures, type Captures } from '../text/pattern.js';
import { agreementAt, comparedTurns } from './agreement.js';
import type { Facts } from './facts.js';
import type { Scenario, Turn } from './scenario.js';

/** A turn that fits a request. */
export interface Met {
  readonly scenario: Scenario;
  readonly turn: Turn;
  readonly captures: Captures;
  /** How specific it is for this request. */
  readonly points: number;
}

/** Where a conversation may have begun its scenario. */
interface Beginning {
  readonly captures: Captures;
  /** How many runs of the model follow. */
  readonly runs: number;
  /** Whether it is the last that the user said. */
  readonly isLast: boolean;
}

/** The turn of a scenario that fits a request, if one does. Depends on the request alone. */
export function meet(scenario: Scenario, facts: Facts): Met | undefined {
  const shared = capture(scenario.conditions, facts);
  if (shared === undefined) return undefined;
  return scenario.isRule ? meetRule(scenario, facts, shared) : meetTurn(scenario, facts, shared);
}

function meetRule(scenario: Scenario, facts: Facts, shared: Captures): Met | undefined {
  const user = scenario.user === undefined ? noCaptures : scenario.user.find(facts);
  const [turn] = scenario.turns;
  if (user === undefined || turn === undefined) return undefined;
  const own = capture(turn.conditions, facts);
  if (own === undefined) return undefined;
  return { scenario, turn, captures: prefer(own, user, shared), points: turn.points };
}

/** A turn that may be the one, and what speaks for it. */
interface Candidate {
  readonly turn: Turn;
  readonly captures: Captures;
  readonly agreed: number;
  readonly distance: number;
}

function meetTurn(scenario: Scenario, facts: Facts, shared: Captures): Met | undefined {
  const beginnings = findBeginnings(scenario, facts);
  const { turns } = scenario;
  const metAs = ({ turn, captures, agreed }: Candidate): Met => ({
    scenario,
    turn,
    captures: prefer(captures, shared),
    points: turn.points + (agreed > 0 ? worth.continuation : 0),
  });
  // Nearly always the number of turns so far and all that was said say the same.
  for (const { runs } of beginnings) {
    const candidate = tryTurn(scenario, runs, beginnings, facts);
    if (candidate !== undefined && candidate.agreed === Math.min(runs, comparedTurns))
      return metAs(candidate);
  }
  let best: Candidate | undefined;
  for (const index of turns.keys()) {
    const candidate = tryTurn(scenario, index, beginnings, facts);
    if (candidate !== undefined && (best === undefined || isBetter(candidate, best))) best = candidate;
  }
  return best === undefined ? undefined : metAs(best);
}

function tryTurn(
  scenario: Scenario,
  index: number,
  beginnings: readonly Beginning[],
  facts: Facts,
): Candidate | undefined {
  const turn = scenario.turns[index];
  const beginning = chooseBeginning(beginnings, index);
  if (turn === undefined || beginning === undefined) return undefined;
  const own = capture(turn.conditions, facts);
  if (own === undefined) return undefined;
  const agreed = agreementAt(scenario.turns, index, facts.runs, beginning.runs);
  // What does not continue the scenario must begin it, or say itself what it answers.
  if (index > 0 && agreed === 0 && !turn.isExplicit) return undefined;
  if (index === 0 && beginning.runs > 0 && isOver(scenario, facts, beginning.runs)) return undefined;
  const captures = prefer(own, beginning.captures);
  return { turn, captures, agreed, distance: Math.abs(index - beginning.runs) };
}

/** Whether the conversation is at the end of a scenario. It does not begin anew then. */
export function isOver({ turns }: Scenario, { runs }: Facts, since = runs.length): boolean {
  return agreementAt(turns, turns.length, runs, since) > 0;
}

function isBetter(candidate: Candidate, best: Candidate): boolean {
  if (candidate.agreed !== best.agreed) return candidate.agreed > best.agreed;
  const difference = ownPoints(candidate.turn) - ownPoints(best.turn);
  if (difference !== 0) return difference > 0;
  return candidate.distance < best.distance;
}

function ownPoints({ conditions }: Turn): number {
  return conditions.reduce((sum, { points }) => sum + points, 0);
}

/** The places in a conversation where a scenario may have begun: texts of the user that it asks for, oldest first. */
export function findBeginnings({ user }: Scenario, { userTexts, runs }: Facts): readonly Beginning[] {
  if (user === undefined) return [{ captures: noCaptures, runs: runs.length, isLast: true }];
  return userTexts.flatMap(({ text, runsAfter }, index) => {
    const captures = user.matcher.find(text);
    return captures === undefined
      ? []
      : [{ captures, runs: runsAfter, isLast: index === userTexts.length - 1 }];
  });
}

/** The beginning that has as many turns after it as come before this one; else the last that can have any. */
function chooseBeginning(beginnings: readonly Beginning[], index: number): Beginning | undefined {
  if (index === 0) return beginnings.find(({ isLast }) => isLast);
  return (
    beginnings.find(({ runs }) => runs === index) ??
    beginnings.findLast(({ runs }) => runs > 0) ??
    beginnings.at(-1)
  );
}

/** What conditions capture, if all of them hold. */
function capture(conditions: readonly Condition[], facts: Facts): Captures | undefined {
  let captures = noCaptures;
  for (const condition of conditions) {
    const found = condition.find(facts);
    if (found === undefined) return undefined;
    captures = prefer(captures, found);
  }
  return captures;
}

/** The groups of the first that has any; names of all. */
function prefer(...all: readonly Captures[]): Captures {
  const [first = noCaptures, ...rest] = all.filter(({ groups }) => groups.length > 1);
  if (rest.length === 0) return first;
  return {
    groups: first.groups,
    named: Object.assign({}, ...all.map(({ named }) => named).reverse()) as Captures['named'],
  };
}
