import type { StreamFraming } from '@llmsim/core';

/** Messages as server-sent events: an `event:` line where the message has a name, a `data:` line, a blank line. */
export const sseFraming: StreamFraming = {
  before: (eventName) => (eventName === undefined ? 'data: ' : `event: ${eventName}\ndata: `),
  after: '\n\n',
  terminated: true,
};
