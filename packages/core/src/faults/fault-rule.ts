import type { Random } from '../random/random.js';
import type { SimRequest } from '../turn/sim-request.js';
import type { FailureMode } from './failure-mode.js';

/** How often a failure mode strikes, and whom. */
export interface FaultRule {
  readonly mode: FailureMode;
  /** The share of requests it strikes, between 0 and 1. */
  readonly rate: number;
  /** Only requests for this model; `undefined`: all. A `*` at the end stands for any rest. */
  readonly model?: string | undefined;
}

/**
 * Chooses the failure mode for a request, or none. One draw decides among all rules that apply, so each strikes its
 * share of all requests, not of those the others left over; shares beyond a sum of 1 are cut off in order.
 */
export function chooseFault(
  rules: readonly FaultRule[],
  request: SimRequest,
  random: Random,
): FailureMode | undefined {
  if (rules.length === 0) return undefined;
  let draw = random.next();
  for (const { mode, rate, model } of rules) {
    if (model !== undefined && !matchesModel(model, request.model)) continue;
    if (draw < rate) return mode;
    draw -= rate;
  }
  return undefined;
}

/** Whether a model's name is the pattern, or begins with it if the pattern ends with `*`. */
export function matchesModel(pattern: string, model: string): boolean {
  return pattern.endsWith('*') ? model.startsWith(pattern.slice(0, -1)) : model === pattern;
}
