import { drawBase62 } from '../../random/draw-base62.js';
import { failureMode } from '../failure-mode.js';

/** Gives several tool calls the same id. */
export const duplicateCallIdMode = failureMode({
  name: 'duplicate-call-id',
  does: 'Gives all tool calls of the turn the same id; a single call is made twice.',
  provokes: 'Results are matched by id: one call gets both, and the other waits for ever.',
  change(_options, turn, { random }) {
    const calls = turn.parts.filter(({ type }) => type === 'tool-call');
    const [only] = calls;
    if (only === undefined) return turn;
    const callId = `call_${drawBase62(random, 24)}`;
    const parts = calls.length === 1 ? [...turn.parts, only] : turn.parts;
    return { ...turn, parts: parts.map((part) => (part.type === 'tool-call' ? { ...part, callId } : part)) };
  },
});
