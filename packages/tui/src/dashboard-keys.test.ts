import { commandForKey } from './dashboard-keys.js';

describe('commandForKey', () => {
  it.each([
    ['q', { type: 'quit' }],
    ['C-c', { type: 'quit' }],
    ['r', { type: 'refresh' }],
    ['p', { type: 'pause' }],
    ['?', { type: 'help' }],
    ['1', { type: 'show', view: 'overview' }],
    ['4', { type: 'show', view: 'failures' }],
    ['tab', { type: 'show-next', step: 1 }],
    ['S-tab', { type: 'show-next', step: -1 }],
    ['up', { type: 'move', rows: -1 }],
    ['down', { type: 'move', rows: 1 }],
    ['left', { type: 'sort-next', step: -1 }],
    ['right', { type: 'sort-next', step: 1 }],
    ['enter', { type: 'reverse-sort' }],
    ['+', { type: 'change-interval', byMs: 100 }],
    ['-', { type: 'change-interval', byMs: -100 }],
  ])('understands %s', (key, expected) => {
    expect(commandForKey(key, false)).toEqual(expected);
  });

  it.each(['5', '0', 'x', 'f1', 'escape', 'constructor', 'toString'])('ignores %s', (key) => {
    expect(commandForKey(key, false)).toBeUndefined();
  });

  it('closes the help with escape', () => {
    expect(commandForKey('escape', true)).toEqual({ type: 'help' });
  });
});
