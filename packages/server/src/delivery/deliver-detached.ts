import type { Outcome, PlannedReply } from '@llmsim/core';
import { deliverStream } from './deliver-stream.js';
import type { ReplyJob } from './reply-job.js';
import { sendWireResponse } from './send-wire-response.js';

/** Runs a turn that goes on whether or not anybody listens, and answers at once or streams it. */
export function deliverDetached(job: ReplyJob): void {
  const { response, exchange, reply, record, clock, acceptedAtMs } = job;
  let streamEnded = false;
  clock.schedule(
    {
      run() {
        if (streamEnded) return;
        const { outcome, tokens } = resultOf(reply);
        // Of a stream that its reader left, the tokens that came too late are abandoned.
        if (!exchange.streaming) record.deliveredMany(tokens);
        job.end(outcome, 200);
      },
    },
    acceptedAtMs + reply.timeline.durationMs() + 1,
  );
  if (response.destroyed) return;
  if (!exchange.streaming) {
    const accepted = exchange.encodeAccepted?.(reply);
    if (accepted !== undefined) sendWireResponse(response, accepted, job.headers);
    return;
  }
  deliverStream({
    ...job,
    end(outcome, status) {
      streamEnded = true;
      job.end(outcome, status);
    },
  });
}

/** What becomes of a reply without a connection. Where a failure mode would break one, the turn fails. */
function resultOf(reply: PlannedReply): { readonly outcome: Outcome; readonly tokens: number } {
  if (reply.fault === undefined) return { outcome: 'completed', tokens: reply.usage.outputTokens };
  const types = Array.from(reply.timeline, ({ event }) => event.type);
  const fails = reply.ending !== 'complete' || types.includes('failure');
  return fails
    ? { outcome: 'failed', tokens: types.filter((type) => type === 'part-delta').length }
    : { outcome: 'completed', tokens: reply.usage.outputTokens };
}
