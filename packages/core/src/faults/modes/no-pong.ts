import { failureMode } from '../failure-mode.js';

/** Leaves pings unanswered. */
export const noPongMode = failureMode({
  name: 'no-pong',
  does: 'Answers no ping of the client over the whole life of the WebSocket.',
  provokes: 'Clients end a connection that works, or never notice one that does not.',
  ignoresPings: true,
  apply: () => ({}),
});
