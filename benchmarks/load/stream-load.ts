import { fileURLToPath } from 'node:url';
import type { HttpRequest } from './http-request.ts';
import { runClient } from './run-client.ts';

/** Streams to open against a server on this machine. */
export interface StreamLoad {
  readonly port: number;
  readonly request: HttpRequest;
  /** A text that each event to count holds exactly once, and nothing else does. ASCII. */
  readonly marker: string;
  /** How many such events each stream has; a stream with any other number has failed. */
  readonly events: number;
  readonly connections: number;
  /** The connections are opened evenly over this time. Milliseconds. */
  readonly rampMs: number;
  /** How many streams each connection carries, one after the other. */
  readonly rounds: number;
  /** When events are due after the request was sent; `undefined`: nobody knows, so nothing is late. Milliseconds. */
  readonly schedule?: { readonly ttftMs: number; readonly tbtMs: number };
  /** Streams that are not complete after this time have failed. Milliseconds. */
  readonly timeLimitMs: number;
}

/**
 * What the client saw. Times are milliseconds, taken where the client read the event; they are in no particular
 * order. Lateness is that time less the time at which the event was due.
 */
export interface StreamLoadResult {
  /** Streams that came to their proper end with the number of events asked for. */
  readonly completed: number;
  readonly failed: number;
  /** What went wrong first. */
  readonly firstFailure: string | undefined;
  readonly events: number;
  /** Of all responses, heads and chunk sizes included. */
  readonly bytes: number;
  /** From the first connection to the last event. */
  readonly durationMs: number;
  readonly firstTokenMs: Float64Array;
  readonly gapsMs: Float64Array;
  /** From request to end of complete streams. */
  readonly streamMs: Float64Array;
  readonly latenessMs: Float64Array;
  /** Of the first event of each stream. */
  readonly firstLatenessMs: Float64Array;
  /** Of the last event of each stream. */
  readonly lastLatenessMs: Float64Array;
  /** From the second event on, against a schedule that counts from the first event. */
  readonly paceLatenessMs: Float64Array;
  /**
   * The share of its time that the client was busy. Near 1 the client itself is late, and what it says of the server
   * is too bad.
   */
  readonly clientUtilization: number;
}

/** Opens streams from a process of their own. */
export function runStreamLoad(load: StreamLoad): Promise<StreamLoadResult> {
  return runClient<StreamLoadResult>(fileURLToPath(new URL('stream-client.ts', import.meta.url)), load);
}
