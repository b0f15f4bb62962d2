import { matchesModel } from '../models/model-pattern.js';
import type { Random } from '../random/random.js';
import type { SimRequest } from '../turn/sim-request.js';
import type { FailureMode } from './failure-mode.js';

/** How often a failure mode strikes, and whom. */
export interface FaultRule {
  readonly mode: FailureMode;
  /** The share of requests it strikes, between 0 and 1. */
  readonly rate: number;
  /** Only requests for this model; `undefined`: all. Each `*` stands for any text. */
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
