import { points as worth } from '../conditions/condition.js';
import { describeTurn, explainMiss, findNearest, type Nearest } from './explain-miss.js';
import type { Facts } from './facts.js';
import { meet, type Met } from './meet.js';
import type { Scenario } from './scenario.js';

/** What scenarios say to a request. */
export type Decision =
  | ({ readonly type: 'met' } & Met)
  | {
      readonly type: 'unmatched';
      readonly explanation: string;
      /** `undefined`: there are no scenarios. */
      readonly nearest: Nearest | undefined;
    }
  | { readonly type: 'ambiguous'; readonly explanation: string; readonly met: readonly Met[] };

/** Decides requests by the scenarios it was made of. Their order does not matter. */
export type Decide = (facts: Facts) => Decision;

export function createDecide(scenarios: readonly Scenario[]): Decide {
  const ranked = scenarios
    .map((scenario) => ({ scenario, most: mostPoints(scenario) }))
    .toSorted((a, b) => b.most - a.most);
  return (facts) => {
    let best: Met[] = [];
    for (const { scenario, most } of ranked) {
      const [leader] = best;
      // Those that follow cannot have more.
      if (leader !== undefined && most < leader.points) break;
      const met = meet(scenario, facts);
      if (met === undefined) continue;
      const order = leader === undefined ? 1 : compare(met, leader);
      if (order > 0) best = [met];
      else if (order === 0) best.push(met);
    }
    const [met, ...rivals] = best;
    if (met === undefined) {
      const nearest = findNearest(scenarios, facts);
      return { type: 'unmatched', explanation: explainMiss(nearest), nearest };
    }
    if (rivals.length === 0) return { type: 'met', ...met };
    const names = best.map((one) => describeTurn(one.scenario, one.turn)).toSorted();
    return {
      type: 'ambiguous',
      met: best,
      explanation: `Several scenarios fit this request equally well: ${names.join(' and ')}. Make one of them more specific.`,
    };
  };
}

function compare(one: Met, other: Met): number {
  return one.points === other.points ? one.turn.fixed - other.turn.fixed : one.points - other.points;
}

function mostPoints({ turns, isRule }: Scenario): number {
  const most = Math.max(0, ...turns.map(({ points }) => points));
  return isRule ? most : most + worth.continuation;
}
