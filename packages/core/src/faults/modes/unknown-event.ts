import { damageAfterTokens } from '../damage-frame.js';
import { failureMode } from '../failure-mode.js';
import { asciiBytes, isEventOfStream } from '../frame-bytes.js';
import { afterOption } from '../mode-option.js';

const unknown = asciiBytes('event: llmsim.unknown\ndata: {"type":"llmsim.unknown"}\n\n');

/** Sends an event of a type that no API has. */
export const unknownEventMode = failureMode({
  name: 'unknown-event',
  does: 'Sends an event of an unknown type before that of one token.',
  provokes: 'A switch over all types throws, and new events of the service break old clients.',
  options: { after: afterOption },
  apply: ({ after }, reply) =>
    damageAfterTokens(reply, after, (frame) => (isEventOfStream(frame) ? [unknown, frame] : [frame])),
});
