import { breakCalls } from '../break-calls.js';
import { failureMode } from '../failure-mode.js';

/** Calls tools with arguments that their schemas do not allow. */
export const argumentsViolateSchemaMode = failureMode({
  name: 'arguments-violate-schema',
  does: 'Calls tools with arguments that lack a required property, or have one of another type.',
  provokes: 'Tools run with undefined, or the validation error never goes back to the model.',
  change: (_options, turn, context) => breakCalls(turn, context, 'violate-schema'),
});
