import type { TurnEvent } from './turn-event.js';
import { hiddenTokensOf, shownTokensOf } from './tokens-of-event.js';

const place = { choice: 0, part: 0 };

it.each<[string, TurnEvent, number, number]>([
  ['of a delta are shown', { type: 'part-delta', ...place, delta: 'ab', tokens: 2 }, 2, 0],
  [
    'of reasoning are hidden as far as it has no text',
    { type: 'part-start', ...place, content: { type: 'reasoning', tokenCount: 9, pieces: ['a', 'b'] } },
    0,
    7,
  ],
  [
    'of a text come with its deltas',
    { type: 'part-start', ...place, content: { type: 'text', pieces: ['a'] } },
    0,
    0,
  ],
  ['of other events are none', { type: 'turn-start' }, 0, 0],
])('tokens %s', (_what, event, shown, hidden) => {
  expect([shownTokensOf(event), hiddenTokensOf(event)]).toEqual([shown, hidden]);
});
