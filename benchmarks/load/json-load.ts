import { fileURLToPath } from 'node:url';
import type { HttpRequest } from './http-request.ts';
import { runClient } from './run-client.ts';

/** Connections that each send a request, wait for the reply and send the next. */
export interface JsonLoad {
  readonly port: number;
  readonly request: HttpRequest;
  readonly connections: number;
  /** No request is sent after this time. Milliseconds. */
  readonly durationMs: number;
  /** How many requests each connection sends at most; `undefined`: as many as it can. */
  readonly requestsPerConnection?: number;
  /** The whole load is over after this time, whatever is still open. Milliseconds. */
  readonly timeLimitMs: number;
}

/** What the client saw. Times are milliseconds. */
export interface JsonLoadResult {
  /** Replies with status 200. */
  readonly completed: number;
  /** Connections that were refused or broken, other statuses, and replies that never came. */
  readonly failed: number;
  readonly firstFailure: string | undefined;
  readonly durationMs: number;
  /** From the call of `connect` to the connection, one for each. */
  readonly connectMs: Float64Array;
  /** From request to complete reply. */
  readonly latencyMs: Float64Array;
  /** See {@link StreamLoadResult.clientUtilization}. */
  readonly clientUtilization: number;
}

/** Sends requests from a process of their own. */
export function runJsonLoad(load: JsonLoad): Promise<JsonLoadResult> {
  return runClient<JsonLoadResult>(fileURLToPath(new URL('json-client.ts', import.meta.url)), load);
}
