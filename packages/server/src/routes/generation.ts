import type { Request, Response } from 'express';
import {
  isRequestError,
  type ApiFailure,
  type Exchange,
  type GenerationEndpoint,
  type Outcome,
  type Provider,
} from '@llmsim/core';
import { deliverDetached } from '../delivery/deliver-detached.js';
import { deliverJson } from '../delivery/deliver-json.js';
import { deliverStream } from '../delivery/deliver-stream.js';
import { readJsonBody } from '../delivery/read-json-body.js';
import { sendWireResponse } from '../delivery/send-wire-response.js';
import type { Engine } from '../engine.js';
import { createRequestContext, pathOf } from '../request-context.js';

/**
 * The one handler for every endpoint of every provider whose answer is a simulated turn: read, parse, plan, deliver,
 * and account for it exactly once.
 */
export function createGenerationHandler(engine: Engine, provider: Provider, endpoint: GenerationEndpoint) {
  const { clock, stats } = engine;

  return async (request: Request, response: Response): Promise<void> => {
    const acceptedAtMs = clock.nowMs();
    const { simulator } = engine;
    engine.heartbeat.touch();
    const context = createRequestContext(request, clock);
    const { requestId } = context;
    const headers = () =>
      provider.replyHeaders?.({ requestId, processingMs: clock.nowMs() - acceptedAtMs }) ?? {};

    const sendFailure = (failure: ApiFailure): number => {
      const wire = provider.encodeFailure(failure, {
        requestId,
        method: request.method,
        path: pathOf(request),
        headers: request.headers,
      });
      if (!response.headersSent) sendWireResponse(response, wire, headers());
      return wire.status;
    };
    /** A request that does not get as far as a plan is accounted for too. */
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
      record.end('failed', clock.nowMs(), sendFailure(failure));
    };

    let body: unknown;
    try {
      body = await readJsonBody(request, engine.bodyLimitBytes);
    } catch (error) {
      if (isRequestError(error)) refuse(error, undefined);
      else response.destroy();
      return;
    }
    let exchange: Exchange;
    try {
      const parsed = endpoint.parse(body, context);
      exchange = parsed instanceof Promise ? await parsed : parsed;
    } catch (error) {
      refuse(error, (body as { model?: unknown } | null)?.model);
      return;
    }

    const { streaming } = exchange;
    const record = stats.start({
      endpoint: endpoint.name,
      model: exchange.request.model,
      streaming,
      atMs: acceptedAtMs,
      id: requestId,
    });
    try {
      const turnNumber = simulator.isOrdered ? await engine.nextTurnNumber?.() : undefined;
      const plan = simulator.plan(exchange.request, { turnNumber });
      if (plan.type === 'failure') {
        const dueMs = acceptedAtMs + plan.afterMs;
        const send = () => record.end('failed', clock.nowMs(), sendFailure(plan.failure));
        if (plan.afterMs <= 0) send();
        else {
          response.on('close', () => record.end('cancelled', clock.nowMs(), 499));
          clock.schedule({ run: () => (response.destroyed ? undefined : send()) }, dueMs);
        }
        return;
      }

      record.planned(plan.usage);
      const begun = exchange.begin?.(plan);
      if (begun !== undefined) await begun;
      let isOver = false;
      const job = {
        response,
        provider,
        exchange,
        reply: plan,
        record,
        stats,
        clock,
        acceptedAtMs,
        requestId,
        headers: headers(),
        end(outcome: Outcome, status: number) {
          if (isOver) return;
          isOver = true;
          record.end(outcome, clock.nowMs(), status);
          const finished = exchange.finish?.(plan, outcome);
          if (finished !== undefined) finished.catch(engine.reportDefect);
        },
        reportDefect: engine.reportDefect,
      };
      if (exchange.encodeAccepted !== undefined) deliverDetached(job);
      else if (streaming) deliverStream(job);
      else deliverJson(job);
    } catch (error) {
      if (!isRequestError(error)) engine.reportDefect(error);
      const failure: ApiFailure = isRequestError(error) ? error.failure : { kind: 'server-error' };
      record.end('failed', clock.nowMs(), sendFailure(failure));
    }
  };
}
