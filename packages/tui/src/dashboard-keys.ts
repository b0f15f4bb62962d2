import { viewNames, type DashboardEvent } from './dashboard-state.js';

/** What a key asks for: an event for the state, or something that only the loop can do. */
export type KeyCommand = DashboardEvent | { readonly type: 'quit' } | { readonly type: 'refresh' };

const intervalStepMs = 100;

const commands: Readonly<Record<string, KeyCommand>> = {
  q: { type: 'quit' },
  'C-c': { type: 'quit' },
  r: { type: 'refresh' },
  p: { type: 'pause' },
  '?': { type: 'help' },
  h: { type: 'help' },
  tab: { type: 'show-next', step: 1 },
  'S-tab': { type: 'show-next', step: -1 },
  up: { type: 'move', rows: -1 },
  down: { type: 'move', rows: 1 },
  pageup: { type: 'move', rows: -10 },
  pagedown: { type: 'move', rows: 10 },
  home: { type: 'move', rows: -Infinity },
  end: { type: 'move', rows: Infinity },
  left: { type: 'sort-next', step: -1 },
  right: { type: 'sort-next', step: 1 },
  enter: { type: 'reverse-sort' },
  space: { type: 'reverse-sort' },
  '+': { type: 'change-interval', byMs: intervalStepMs },
  // The key of the plus sign without shift.
  '=': { type: 'change-interval', byMs: intervalStepMs },
  '-': { type: 'change-interval', byMs: -intervalStepMs },
  ...Object.fromEntries(viewNames.map((view, index) => [String(index + 1), { type: 'show', view }])),
};

/**
 * @param key - a character, or a name such as `tab`, `up` or `C-c`
 * @param helpShown - while the help is shown, escape closes it
 * @returns undefined for a key without a meaning
 */
export function commandForKey(key: string, helpShown: boolean): KeyCommand | undefined {
  if (key === 'escape') return helpShown ? { type: 'help' } : undefined;
  return Object.hasOwn(commands, key) ? commands[key] : undefined;
}
