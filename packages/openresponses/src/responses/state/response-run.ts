import { createRunLog, type RunLog, type StreamEncoder, type TurnEvent } from '@llmsim/core';
import type { ResponseObject } from './response-store.js';
import { readEvent } from './run-event.js';
import { assembleOutput } from './run-state.js';

/** Events that hold the whole response. */
const wholeResponse = /^response\.(created|queued|in_progress|completed|incomplete|failed)$/;
const ends = new Set(['response.completed', 'response.incomplete', 'response.failed']);

/** A response while it runs on its own. */
export interface ResponseRun extends Pick<RunLog, 'said'> {
  /** An event of its turn happened. @param atMs - wall time in milliseconds */
  happened(event: TurnEvent, atMs: number): void;
  /** Its turn is over. Where a failure mode would break a connection, the response fails. */
  finish(): void;
  /** Ends it where it is. Does nothing if it is over. */
  cancel(): void;
  isOver(): boolean;
  /** The response as it is now, as JSON. */
  state(): string;
  /** What it has said, as `RunEvent`. */
  events(): readonly string[];
}

/** The response in an event that holds all of it, as its encoder put it there; parsing it may take long. */
function responseIn(json: string): string {
  return json.slice(
    json.indexOf('"response":') + '"response":'.length,
    json.lastIndexOf(',"sequence_number":'),
  );
}

/**
 * @param queued - the response before it begins, as JSON
 * @param encoder - makes `RunEvent`s
 */
export function startRun(queued: string, encoder: StreamEncoder): ResponseRun {
  const log = createRunLog();
  let current = queued;
  let isOver = false;

  function record(frames: readonly string[]): void {
    for (const frame of frames) {
      const { type, json } = readEvent(frame);
      if (wholeResponse.test(type)) current = responseIn(json);
      log.add(frame);
      if (!ends.has(type)) continue;
      isOver = true;
      log.end();
    }
  }

  return {
    happened(event, atMs) {
      if (!isOver) record(encoder.encode(event, atMs));
    },
    finish() {
      if (!isOver) record(encoder.encode({ type: 'failure', failure: { kind: 'server-error' } }));
    },
    cancel() {
      if (isOver) return;
      isOver = true;
      const output = assembleOutput(log.pieces());
      current = JSON.stringify({ ...(JSON.parse(current) as ResponseObject), status: 'cancelled', output });
      log.end();
    },
    isOver: () => isOver,
    state: () => current,
    said: (from) => log.said(from),
    events: () => log.pieces(),
  };
}
