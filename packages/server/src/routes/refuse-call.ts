import type { ServerResponse } from 'node:http';
import { RequestError, type ApiFailure } from '@llmsim/core';
import { Call, type CallOpening } from '../calls/call.js';
import { runCall } from '../calls/run-call.js';
import { HttpOutlet } from '../delivery/http-outlet.js';

/** The name under which statistics count requests for endpoints that are not there. */
export const unknownEndpoint = 'unknown';

/** Answers a request that reaches no endpoint with an error in the words of an API, and accounts for it. */
export async function refuseCall(
  opening: CallOpening,
  failure: ApiFailure,
  response: ServerResponse,
): Promise<void> {
  const call = new Call({ ...opening, refusal: failure });
  await runCall(call, new HttpOutlet(call, response), () => Promise.reject(new RequestError(failure)));
}
