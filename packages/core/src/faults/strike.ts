import type { Random } from '../random/random.js';
import type { PlannedFailure, PlannedReply } from '../turn/response-plan.js';
import type { SimRequest } from '../turn/sim-request.js';
import type { FailureMode } from './failure-mode.js';

/** What is sent instead of a turn: the first of the modes that strikes before it decides. `undefined`: none does. */
export function failBefore(
  modes: readonly FailureMode[],
  request: SimRequest,
  random: Random,
): PlannedFailure | undefined {
  const mode = modes.find(({ stage }) => stage === 'before-turn');
  return mode?.stage === 'before-turn' ? mode.fail(request, random) : undefined;
}

/** A reply that the modes have made worse, one after another. */
export function makeWorse(modes: readonly FailureMode[], reply: PlannedReply, random: Random): PlannedReply {
  let worse = reply;
  for (const mode of modes) if (mode.stage === 'during-turn') worse = mode.apply(worse, random);
  return worse;
}
