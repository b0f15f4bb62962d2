import type { ApiFailure, FrameFault } from '@llmsim/core';
import { breakConnection } from './break-connection.js';
import { damageFrame } from './damage-frame.js';
import type { ReplyJob } from './reply-job.js';
import { sendWireResponse } from './send-wire-response.js';

/** Waits as long as the stream of the same reply would have taken, then sends it whole. */
export function deliverJson(job: ReplyJob): void {
  const { response, reply, clock, acceptedAtMs } = job;
  const dueMs = acceptedAtMs + reply.timeline.durationMs();
  const isDue = dueMs <= clock.nowMs();
  if (isDue && reply.ending !== 'hang') {
    send(job);
    return;
  }
  let isGone = false;
  response.on('close', () => {
    isGone = true;
    job.end('cancelled', 200);
  });
  if (reply.ending === 'hang') return;
  clock.schedule(
    {
      run(nowMs) {
        if (isGone) return;
        job.stats.lag(nowMs - dueMs, nowMs);
        try {
          send(job);
        } catch (error) {
          job.reportDefect(error);
          response.destroy();
          job.end('failed', 500);
        }
      },
    },
    dueMs,
  );
}

function send(job: ReplyJob): void {
  const { response, exchange, reply, record, provider } = job;
  if (reply.ending !== 'complete') {
    breakConnection(response.req.socket, reply.ending);
    job.end('disconnected', 200);
    return;
  }
  const { failure, frameFault } = reply.fault === undefined ? noTrouble : troubleOf(job);
  if (failure !== undefined) {
    const wire = provider.encodeFailure(failure, { requestId: job.requestId });
    sendWireResponse(response, wire, job.headers);
    job.end('failed', wire.status);
    return;
  }
  const wire = exchange.encodeReply(reply);
  record.deliveredMany(reply.usage.outputTokens);
  if (frameFault === undefined) sendWireResponse(response, wire, job.headers);
  else {
    response.writeHead(wire.status, { ...job.headers, ...wire.headers });
    for (const bytes of damageFrame(wire.body, frameFault)) response.write(bytes);
    response.end();
  }
  job.end('completed', wire.status);
}

const noTrouble: { readonly failure?: ApiFailure; readonly frameFault?: FrameFault } = {};

/** What a failure mode did to the events of a reply that is sent whole. */
function troubleOf({ reply }: ReplyJob): typeof noTrouble {
  for (const { event, frameFault } of reply.timeline) {
    if (event.type === 'failure') return { failure: event.failure };
    if (frameFault !== undefined) return { frameFault };
  }
  return noTrouble;
}
