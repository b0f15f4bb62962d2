import type { PlannedReply, StreamEncoder, StreamFraming } from '@llmsim/core';
import type { StoredEvent, StoredRun } from './response-store.js';

/** Puts an event's name in front of it, divided from it by a character that no name has. */
const recording: StreamFraming = { before: (name) => `${name ?? ''}\n`, after: '', terminated: false };

const ends = new Set(['response.completed', 'response.incomplete', 'response.failed']);

/**
 * Encodes all events of a reply ahead of time. A run is not tied to a connection: where a failure mode would break
 * one, the run fails.
 */
export function recordRun(
  reply: PlannedReply,
  createEncoder: (framing: StreamFraming) => StreamEncoder,
  startedAtMs: number,
  streamed: boolean,
): StoredRun {
  const encoder = createEncoder(recording);
  const events: StoredEvent[] = [];
  const record = (atMs: number, frames: readonly string[]) => {
    for (const frame of frames) {
      const divider = frame.indexOf('\n');
      events.push([atMs, frame.slice(0, divider), frame.slice(divider + 1)]);
    }
  };
  let lastMs = 0;
  for (const { atMs, event } of reply.timeline) {
    if (event.type === 'wait') {
      throw new Error('A reply whose due times are not known cannot run in the background.');
    }
    record(atMs, encoder.encode(event));
    lastMs = atMs;
  }
  if (!ends.has(events.at(-1)?.[1] ?? '')) {
    record(lastMs, encoder.encode({ type: 'failure', failure: { kind: 'server-error' } }));
  }
  return { startedAtMs, events, streamed, cancelledAtMs: null };
}
