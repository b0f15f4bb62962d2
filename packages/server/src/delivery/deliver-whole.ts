import {
  play,
  wholeProgramOf,
  type ApiFailure,
  type LongWireResponse,
  type PlannedReply,
  type WireResponse,
  type WireStream,
} from '@llmsim/core';
import type { CallEnd } from '../calls/call.js';
import { breakConnection } from './break-connection.js';
import { startDamage } from './damaged-frames.js';
import { deliverFrames } from './deliver-frames.js';
import type { HttpClient } from './http-client.js';
import { createReplyWriter } from './reply-writer.js';
import { sendPieces } from './send-pieces.js';
import { joinPieces } from './write-pieces.js';

/** What a whole answer needs of its plan: a turn's and any other's have it. */
type WholePlan = Pick<
  PlannedReply,
  'usage' | 'timeline' | 'ending' | 'damage' | 'fault' | 'trickle' | 'hasEarlyHead'
>;

type WholeAnswer = WireResponse | LongWireResponse | WireStream;

/** From so many tokens on, finding out how long a reply takes takes long itself. */
const manyTokens = 8192;

/** Sends a reply whole when the last event of its timeline is due: when a stream of it would have ended. */
export function deliverWhole(
  client: HttpClient,
  plan: WholePlan,
  encode: () => WholeAnswer,
): Promise<CallEnd> | CallEnd {
  const { timeline, usage } = plan;
  if (usage.outputTokens < manyTokens || timeline.measureInSteps === undefined) {
    return waitAndSend(client, plan, encode);
  }
  const { stepRunner } = client.call.opening.engine;
  const measured = stepRunner.run(timeline.measureInSteps(), () => client.isGone);
  return measured.then(() =>
    client.isGone ? { outcome: 'cancelled', status: 200 } : waitAndSend(client, plan, encode),
  );
}

function waitAndSend(
  client: HttpClient,
  plan: WholePlan,
  encode: () => WholeAnswer,
): Promise<CallEnd> | CallEnd {
  const { engine, acceptedAtMs } = client.call.opening;
  const { clock, stats } = engine;
  const durationMs = plan.timeline.durationMs();
  const nowMs = clock.nowMs();
  // What is due already, as most small replies are under load, needs nobody who waits.
  if (durationMs !== undefined && acceptedAtMs + durationMs <= nowMs && plan.ending !== 'hang') {
    stats.lag(nowMs - acceptedAtMs - durationMs, nowMs);
    return send(client, plan, encode);
  }
  if (plan.hasEarlyHead === true) sendHead(client, plan);
  return new Promise((resolve, reject) => {
    const playing = play(wholeProgramOf(plan.timeline), clock, acceptedAtMs, {
      receive(_timeline, dueMs, receivedAtMs) {
        stats.lag(receivedAtMs - dueMs, receivedAtMs);
        // A connection that hangs ends by its client's leaving.
        if (plan.ending !== 'hang') resolve(send(client, plan, encode));
        return true;
      },
      finish: () => undefined,
      fail: reject,
    });
    client.onGone(() => {
      playing.stop();
      resolve({ outcome: 'cancelled', status: 200 });
    });
  });
}

function send(client: HttpClient, plan: WholePlan, encode: () => WholeAnswer): Promise<CallEnd> | CallEnd {
  const { call, response } = client;
  if (plan.ending !== 'complete') {
    const end: CallEnd = { outcome: 'disconnected', status: 200 };
    call.settle(end);
    breakConnection(response.req.socket, plan.ending);
    return end;
  }
  const failure = plan.fault === undefined ? undefined : failureIn(plan);
  if (failure !== undefined) return { outcome: 'failed', status: client.sendFailure(failure), failure };
  const wire = encode();
  call.record?.deliveredMany(plan.usage.outputTokens);
  if ('frames' in wire) return deliverFrames(client, wire);
  const end: CallEnd = { outcome: 'completed', status: wire.status };
  const headers = call.replyHeaders();
  if ('pieces' in wire) {
    if (startDamage(plan) === undefined && plan.trickle === undefined)
      return sendPieces(client, wire, headers, end);
    return joinPieces(wire.pieces, call.opening.engine.stepRunner, () => client.isGone).then((body) =>
      body === undefined
        ? { outcome: 'cancelled', status: wire.status }
        : sendMade(client, plan, { ...wire, body }, headers, end),
    );
  }
  return sendMade(client, plan, wire, headers, end);
}

function sendMade(
  client: HttpClient,
  plan: WholePlan,
  wire: WireResponse,
  headers: Readonly<Record<string, string>>,
  end: CallEnd,
): CallEnd {
  const { call, response } = client;
  const damaged = startDamage(plan);
  if (damaged === undefined && plan.trickle === undefined && !response.headersSent) {
    client.sendWhole(wire, headers);
    return end;
  }
  call.settle(end);
  if (!response.headersSent) response.writeHead(wire.status, { ...headers, ...wire.headers });
  response.flushHeaders();
  const writer = createReplyWriter(client, plan.trickle, () => undefined);
  const parts = damaged?.partsOf(wire.body, 'whole', plan.usage.outputTokens) ?? [Buffer.from(wire.body)];
  writer.writeParts(parts);
  writer.end([]);
  return end;
}

/** Sends the head of a reply that is still to come, unless there will be none. */
function sendHead({ call, response }: HttpClient, plan: WholePlan): void {
  if (plan.ending !== 'complete' || failureIn(plan) !== undefined) return;
  response.writeHead(200, { ...call.replyHeaders(), 'content-type': 'application/json' });
  response.flushHeaders();
}

/** The failure that a mode put into the events of a reply that is sent whole. */
function failureIn({ timeline }: WholePlan): ApiFailure | undefined {
  for (const { event } of timeline) if (event.type === 'failure') return event.failure;
  return undefined;
}
