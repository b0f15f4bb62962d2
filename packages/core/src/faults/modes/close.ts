import { failureMode } from '../failure-mode.js';
import { choiceOption, numberOption } from '../mode-option.js';

/** Ends the connection before the head of the reply. */
export const closeMode = failureMode({
  name: 'close',
  does: 'Ends the connection before the head of the reply.',
  provokes:
    'Clients that retry only statuses give up; "other side closed" and "socket hang up" reach the application.',
  options: {
    how: choiceOption('fin closes it cleanly, rst breaks it', ['fin', 'rst'], 'fin'),
    after_ms: numberOption('milliseconds before it', 0),
  },
  fail: ({ how, after_ms: afterMs }) => ({
    failure: { kind: 'server-error' },
    afterMs,
    ending: how === 'fin' ? 'disconnect' : 'reset',
  }),
});
