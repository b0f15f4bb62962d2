import { failureMode } from '../failure-mode.js';
import { numberOption } from '../mode-option.js';

/** Thinks, and then says nothing. */
export const reasoningOnlyMode = failureMode({
  name: 'reasoning-only',
  does: 'Thinks, and ends the turn without a word or a call.',
  provokes: 'Clients index the first message of the output and fail, or wait for one.',
  options: { tokens: numberOption('reasoning tokens, where the model would not have thought', 64) },
  change({ tokens }, turn) {
    const thought = turn.parts.filter(({ type }) => type === 'reasoning');
    const tokenCount = Math.max(1, Math.floor(tokens));
    const parts = thought.length > 0 ? thought : [{ type: 'reasoning' as const, tokenCount, pieces: [] }];
    return { parts, finishReason: 'stop' };
  },
});
