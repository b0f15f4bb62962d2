import type { IncomingMessage } from 'node:http';
import { isRequestError, type ApiFailure, type Provider } from '@llmsim/core';
import { readApiKey } from '../access/api-key.js';
import { readCallControls, refusalOfBody, type CallControls } from '../controls/read-call-controls.js';
import type { Engine } from '../engine.js';
import { createRequestContext, pathOf, type IncomingRequest } from '../request-context.js';
import type { CallOpening } from './call.js';

/** What is called. */
export interface CallTarget {
  readonly provider: Provider;
  /** The key under which statistics count it. */
  readonly endpoint: string;
  /** The values of the path's `:parameters`; by default there are none. */
  readonly params?: Readonly<Record<string, string>> | undefined;
}

/**
 * Reads all that the head of a request says, whatever it wants to become: a reply, a look-up, a WebSocket. A head that
 * is refused opens a call too, so that its error is formatted and it is accounted for like any other.
 */
export function openCall(engine: Engine, request: IncomingRequest, target: CallTarget): CallOpening {
  const { headers } = request;
  const acceptedAtMs = engine.arrivals.take(request.socket) ?? engine.clock.nowMs();
  engine.heartbeat.touch();
  let controls: CallControls | undefined;
  let refusal: ApiFailure | undefined;
  if (engine.acceptsKey?.(headers) === false) refusal = { kind: 'authentication' };
  else if (engine.controlHeaders) {
    try {
      controls = readCallControls(headers, request.url ?? '');
      refusal = refusalOfBody(headers, controls);
    } catch (error) {
      if (!isRequestError(error)) throw error;
      refusal = error.failure;
    }
  }
  return {
    engine,
    provider: target.provider,
    endpoint: target.endpoint,
    context: createRequestContext(request, engine, target.params),
    acceptedAtMs,
    key: readApiKey(headers),
    controls,
    test: controls?.test,
    refusal,
    method: (request as IncomingMessage).method,
    path: pathOf(request),
  };
}
