import type { ServerResponse } from 'node:http';
import {
  isRequestError,
  RequestError,
  type ApiFailure,
  type Exchange,
  type GenerationEndpoint,
  type Provider,
  type RequestControls,
} from '@llmsim/core';
import { readControls } from '../controls/read-controls.js';
import { closeAfterReply } from '../delivery/close-after-reply.js';
import { deliverDetached } from '../delivery/deliver-detached.js';
import { deliverJson } from '../delivery/deliver-json.js';
import { deliverStream } from '../delivery/deliver-stream.js';
import { readJsonBody } from '../delivery/read-json-body.js';
import { sendWireResponse } from '../delivery/send-wire-response.js';
import { waitForTurn } from '../delivery/wait-for-turn.js';
import type { Engine } from '../engine.js';
import type { RemainingLimits } from '../limits/rate-limiter.js';
import { createRequestContext, pathOf, type IncomingRequest } from '../request-context.js';
import { runTurn } from '../turns/run-turn.js';

/**
 * The one handler for every endpoint of every provider whose answer is a simulated turn: read, parse, plan, deliver,
 * and account for it exactly once.
 */
export function createGenerationHandler(engine: Engine, provider: Provider, endpoint: GenerationEndpoint) {
  const { clock, stats } = engine;

  return async (request: IncomingRequest, response: ServerResponse): Promise<void> => {
    if (response.socket === null) await waitForTurn(request, response);
    const acceptedAtMs = engine.arrivals.take(request.socket) ?? clock.nowMs();
    engine.heartbeat.touch();
    const context = createRequestContext(request, engine);
    const { requestId } = context;
    const headers = (rateLimits: RemainingLimits | undefined) =>
      provider.replyHeaders?.({ requestId, processingMs: clock.nowMs() - acceptedAtMs, rateLimits }) ?? {};

    const sendFailure = (failure: ApiFailure, remaining: RemainingLimits | undefined): number => {
      const wire = provider.encodeFailure(failure, {
        requestId,
        method: request.method,
        path: pathOf(request),
        headers: request.headers,
      });
      if (!response.headersSent && !response.destroyed) {
        closeAfterReply(request, response);
        sendWireResponse(response, wire, headers(remaining));
      }
      return wire.status;
    };
    /** A request that does not get as far as a turn is accounted for too. */
    const refuse = (error: unknown, model: unknown): void => {
      if (!isRequestError(error)) engine.reportDefect(error);
      const record = stats.start({
        endpoint: endpoint.name,
        model: typeof model === 'string' ? model : '',
        streaming: false,
        atMs: acceptedAtMs,
        id: requestId,
      });
      const failure: ApiFailure = isRequestError(error) ? error.failure : { kind: 'server-error' };
      record.end('failed', clock.nowMs(), sendFailure(failure, undefined), failure.kind);
    };

    let controls: RequestControls | undefined;
    let body: unknown;
    let isRead = false;
    let exchange: Exchange;
    try {
      if (engine.acceptsKey?.(request.headers) === false) throw new RequestError({ kind: 'authentication' });
      if (engine.controlHeaders) controls = readControls(request.headers);
      body = await readJsonBody(request, engine);
      isRead = true;
      const parsed = endpoint.parse(body, context);
      exchange = parsed instanceof Promise ? await parsed : parsed;
    } catch (error) {
      // A client that leaves before its request is complete has asked for nothing.
      if (isRead || isRequestError(error))
        refuse(error, (body as { model?: unknown } | null | undefined)?.model);
      else response.destroy();
      return;
    }

    await runTurn(
      engine,
      { endpoint: endpoint.name, exchange, acceptedAtMs, requestId, headers: request.headers, controls },
      {
        isGone: () => response.destroyed,
        onGone: (listener) => response.on('close', listener),
        sendFailure,
        deliver(turn) {
          const job = { ...turn, response, provider, headers: headers(turn.remaining) };
          if (exchange.encodeAccepted !== undefined) deliverDetached(job);
          else if (exchange.streaming) deliverStream(job);
          else deliverJson(job);
        },
      },
    );
  };
}
