import { breakCalls } from '../break-calls.js';
import { failureMode } from '../failure-mode.js';

/** Calls tools with arguments that are no JSON. */
export const argumentsNotJsonMode = failureMode({
  name: 'arguments-not-json',
  does: 'Calls tools with arguments that are no JSON: their last character is missing.',
  provokes: 'JSON.parse throws in the middle of the agent, and the run is lost.',
  change: (_options, turn, context) => breakCalls(turn, context, 'not-json'),
});
