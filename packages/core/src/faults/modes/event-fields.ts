import { damageFrames } from '../damage-frame.js';
import { failureMode } from '../failure-mode.js';
import { asciiBytes, isEventOfStream, joinBytes } from '../frame-bytes.js';

/** Adds the fields that an event may have and these APIs do not send. */
export const eventFieldsMode = failureMode({
  name: 'event-fields',
  does: 'Adds the fields id and retry to each event of the stream, as is allowed.',
  provokes: 'Parsers that expect data first, or a single line, lose the event.',
  apply: (_options, reply) =>
    damageFrames(reply, () => {
      let id = 0;
      return (frame) => {
        if (!isEventOfStream(frame)) return [frame];
        id += 1;
        return [joinBytes(asciiBytes(`id: ${id}\nretry: 1000\n`), frame)];
      };
    }),
});
