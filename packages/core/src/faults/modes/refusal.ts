import { failureMode } from '../failure-mode.js';
import { textOption } from '../mode-option.js';

/** Refuses what was asked for. */
export const refusalMode = failureMode({
  name: 'refusal',
  does: 'Refuses to answer, in the place that the API has for that.',
  provokes: 'Structured output is parsed without a look at the refusal.',
  options: { message: textOption('what it says', "I'm sorry, but I can't help with that.") },
  change({ message }, turn, { counter }) {
    const thought = turn.parts.filter(({ type }) => type === 'reasoning');
    return { parts: [...thought, { type: 'refusal', pieces: counter.split(message) }], finishReason: 'stop' };
  },
});
