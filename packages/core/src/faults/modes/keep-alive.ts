import { damageFrames } from '../damage-frame.js';
import { failureMode } from '../failure-mode.js';
import { asciiBytes, isEventOfStream } from '../frame-bytes.js';

const comment = asciiBytes(': keep-alive\n\n');

/** Puts a comment before each event, as proxies and services do against time limits. */
export const keepAliveMode = failureMode({
  name: 'keep-alive',
  does: 'Puts a comment before each event of the stream.',
  provokes: 'Parsers hand an empty event to JSON.parse.',
  apply: (_options, reply) =>
    damageFrames(reply, () => (frame) => (isEventOfStream(frame) ? [comment, frame] : [frame])),
});
