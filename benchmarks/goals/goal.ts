import type { Ratio } from '../measure/alternate.ts';
import { formatNumber, formatRatio } from '../report/format.ts';

/** Something llmsim has to reach, and what was measured. */
export interface Goal {
  readonly what: string;
  readonly goal: string;
  readonly measured: string;
  /** Of what was measured, where the goal is one. */
  readonly ratio: string;
  readonly met: boolean;
}

/** A figure that may be so many times that of a floor. */
export function ratioGoal(what: string, unit: string, limit: number, ratio: Ratio): Goal {
  return {
    what,
    goal: `≤ ${limit} × floor`,
    measured: `${formatNumber(ratio.subject)} ${unit}, floor ${formatNumber(ratio.floor)}`,
    ratio: `${formatRatio(ratio.ratio)} (${ratio.lowest.toFixed(2)} to ${ratio.highest.toFixed(2)})`,
    met: ratio.ratio <= limit,
  };
}

/** A figure that may be so large. */
export function limitGoal(what: string, unit: string, limit: number, measured: number): Goal {
  return {
    what,
    goal: `≤ ${limit}${unit}`,
    measured: `${formatNumber(measured)}${unit}`,
    ratio: '',
    met: measured <= limit,
  };
}
