import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  isRequestError,
  type AnswerEndpoint,
  type GenerationEndpoint,
  type LookupEndpoint,
} from '@llmsim/core';
import { Call, type CallOpening } from '../calls/call.js';
import { ClientLeft } from '../calls/client-left.js';
import type { Work } from '../calls/outlet.js';
import { runCall } from '../calls/run-call.js';
import { HttpOutlet } from '../delivery/http-outlet.js';
import { hasBody, readJsonBody } from '../delivery/read-json-body.js';
import type { Engine } from '../engine.js';

/** An endpoint that is called by one HTTP request. */
export type HttpEndpoint = GenerationEndpoint | AnswerEndpoint | LookupEndpoint;

/** Serves one HTTP request to an endpoint, whatever kind of answer that has. */
export function serveCall(
  endpoint: HttpEndpoint,
  opening: CallOpening,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<unknown> {
  const call = new Call(opening);
  return runCall(call, new HttpOutlet(call, response), () => readWork(endpoint, call, request));
}

async function readWork(endpoint: HttpEndpoint, call: Call, request: IncomingMessage): Promise<Work> {
  const { context, engine } = call.opening;
  const body = wantsBody(endpoint, request) ? await readBody(request, engine) : undefined;
  const model = (body as { model?: unknown } | null | undefined)?.model;
  if (typeof model === 'string') call.model = model;
  if (call.opening.test !== undefined) call.body = body;
  // Most endpoints answer at once, and waiting for what is there costs something.
  if (endpoint.type === 'lookup') return { type: 'lookup', answer: await endpoint.answer(body, context) };
  if (endpoint.type === 'answer') {
    const parsed = endpoint.parse(body, context);
    return { type: 'answer', exchange: parsed instanceof Promise ? await parsed : parsed };
  }
  const parsed = endpoint.parse(body, context);
  return { type: 'turn', exchange: parsed instanceof Promise ? await parsed : parsed };
}

/** A look-up may come without a body; what costs something never does. */
function wantsBody({ type, method }: HttpEndpoint, request: IncomingMessage): boolean {
  return type !== 'lookup' || (method === 'POST' && hasBody(request));
}

/** @throws ClientLeft if the client leaves before its request is complete */
async function readBody(request: IncomingMessage, engine: Engine): Promise<unknown> {
  try {
    return await readJsonBody(request, engine);
  } catch (error) {
    throw isRequestError(error) ? error : new ClientLeft();
  }
}
