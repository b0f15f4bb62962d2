import type { Random } from '../random/random.js';
import type { PlannedFailure, PlannedReply } from '../turn/response-plan.js';
import type { SimRequest } from '../turn/sim-request.js';
import type { SimulatedTurn } from '../turn/simulated-turn.js';
import type { FailureMode, InTurnContext } from './failure-mode.js';

/** What is sent instead of a turn: the first of the modes that strikes before it decides. `undefined`: none does. */
export function failBefore(
  modes: readonly FailureMode[],
  request: SimRequest,
  random: Random,
): PlannedFailure | undefined {
  const mode = modes.find(({ stage }) => stage === 'before-turn');
  return mode?.stage === 'before-turn' ? mode.fail(request, random) : undefined;
}

/**
 * A turn that the modes have changed, one after another.
 * @param struck - receives the modes that found something to change
 */
export function changeTurn(
  modes: readonly FailureMode[],
  turn: SimulatedTurn,
  context: InTurnContext,
  struck: Set<FailureMode>,
): SimulatedTurn {
  let changed = turn;
  for (const mode of modes) {
    if (mode.stage !== 'in-turn') continue;
    const next = mode.change(changed, context);
    if (next !== changed) struck.add(mode);
    changed = next;
  }
  return changed;
}

/**
 * A reply that the modes have made worse, one after another, with the names of all that struck it.
 * @param changed - the modes that changed what is said
 */
export function makeWorse(
  modes: readonly FailureMode[],
  reply: PlannedReply,
  random: Random,
  changed?: ReadonlySet<FailureMode>,
): PlannedReply {
  const striking = modes.filter((mode) => mode.stage === 'during-turn' || changed?.has(mode) === true);
  if (striking.length === 0) return reply;
  let worse = reply;
  for (const mode of striking) if (mode.stage === 'during-turn') worse = mode.apply(worse, random);
  return { ...worse, fault: striking.map(({ name }) => name).join(', ') };
}
