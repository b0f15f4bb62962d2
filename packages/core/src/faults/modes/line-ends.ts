import { damageFrames } from '../damage-frame.js';
import { failureMode } from '../failure-mode.js';
import { asciiBytes, isEventOfStream, replaceLineFeeds } from '../frame-bytes.js';
import { choiceOption } from '../mode-option.js';

const ends = { crlf: asciiBytes('\r\n'), cr: asciiBytes('\r') };

/** Ends the lines of an event stream in the other ways that are allowed. */
export const lineEndsMode = failureMode({
  name: 'line-ends',
  does: 'Ends the lines of the event stream by CRLF or CR, as is allowed.',
  provokes: 'Parsers that look for two line feeds never see an event.',
  options: { by: choiceOption('what ends a line', ['crlf', 'cr'], 'crlf') },
  apply: ({ by }, reply) =>
    damageFrames(reply, () => (frame) => [
      isEventOfStream(frame) ? replaceLineFeeds(frame, ends[by]) : frame,
    ]),
});
