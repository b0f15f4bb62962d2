import { breakCalls } from '../break-calls.js';
import { failureMode } from '../failure-mode.js';

/** Is cut by the output limit inside a tool call. */
export const cutCallMode = failureMode({
  name: 'cut-call',
  does: 'Ends by the output limit inside the arguments of the first tool call.',
  provokes: 'Half of a call is run, or its missing end is taken for an error of the network.',
  change(_options, turn, context) {
    const at = turn.parts.findIndex(({ type }) => type === 'tool-call');
    if (at === -1) return turn;
    const cut = breakCalls({ ...turn, parts: turn.parts.slice(0, at + 1) }, context, 'cut');
    return { parts: cut.parts, finishReason: 'length' };
  },
});
