import type { ApiFailure, FrameFault, PlannedReply, WireResponse, WireStream } from '@llmsim/core';
import type { CallEnd } from '../calls/call.js';
import { breakConnection } from './break-connection.js';
import { damageFrame } from './damage-frame.js';
import { deliverFrames } from './deliver-frames.js';
import type { HttpClient } from './http-client.js';
import { sendWireResponse } from './send-wire-response.js';

/** What a whole answer needs of its plan: a turn's and any other's have it. */
type WholePlan = Pick<PlannedReply, 'usage' | 'timeline' | 'ending' | 'fault'>;

/** Waits as long as the stream of the same reply would have taken, then sends it whole. */
export function deliverWhole(
  client: HttpClient,
  plan: WholePlan,
  encode: () => WireResponse | WireStream,
): Promise<CallEnd> {
  const { engine, acceptedAtMs } = client.call.opening;
  const { clock, stats } = engine;
  const dueMs = acceptedAtMs + plan.timeline.durationMs();
  const isDue = dueMs <= clock.nowMs();
  if (isDue && plan.ending !== 'hang') return send(client, plan, encode);
  return new Promise((resolve) => {
    let isGone = false;
    client.onGone(() => {
      isGone = true;
      resolve({ outcome: 'cancelled', status: 200 });
    });
    if (plan.ending === 'hang') return;
    const run = (nowMs: number): void => {
      if (isGone) return;
      stats.lag(nowMs - dueMs, nowMs);
      resolve(send(client, plan, encode));
    };
    clock.schedule({ run }, dueMs);
  });
}

async function send(
  client: HttpClient,
  plan: WholePlan,
  encode: () => WireResponse | WireStream,
): Promise<CallEnd> {
  const { call, response } = client;
  if (plan.ending !== 'complete') {
    breakConnection(response.req.socket, plan.ending);
    return { outcome: 'disconnected', status: 200 };
  }
  const { failure, frameFault } = plan.fault === undefined ? noTrouble : troubleOf(plan);
  if (failure !== undefined) return { outcome: 'failed', status: client.sendFailure(failure), failure };
  const wire = encode();
  call.record?.deliveredMany(plan.usage.outputTokens);
  if ('frames' in wire) return deliverFrames(client, wire);
  const headers = call.replyHeaders();
  if (frameFault === undefined) sendWireResponse(response, wire, headers);
  else {
    response.writeHead(wire.status, { ...headers, ...wire.headers });
    for (const bytes of damageFrame(wire.body, frameFault)) response.write(bytes);
    response.end();
  }
  return { outcome: 'completed', status: wire.status };
}

const noTrouble: { readonly failure?: ApiFailure; readonly frameFault?: FrameFault } = {};

/** What a failure mode did to the events of a reply that is sent whole. */
function troubleOf({ timeline }: WholePlan): typeof noTrouble {
  for (const { event, frameFault } of timeline) {
    if (event.type === 'failure') return { failure: event.failure };
    if (frameFault !== undefined) return { frameFault };
  }
  return noTrouble;
}
