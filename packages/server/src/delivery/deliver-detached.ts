import type { ReplyJob } from './reply-job.js';
import { deliverStream } from './deliver-stream.js';
import { sendWireResponse } from './send-wire-response.js';

/** Runs a turn that goes on whether or not anybody listens, and answers at once or streams it. */
export function deliverDetached(job: ReplyJob): void {
  const { response, exchange, reply, record, clock, acceptedAtMs } = job;
  let streamEnded = false;
  clock.schedule(
    {
      run() {
        if (streamEnded) return;
        if (!exchange.streaming) record.deliveredMany(reply.usage.outputTokens);
        job.end('completed', 200);
      },
    },
    acceptedAtMs + reply.timeline.durationMs() + 1,
  );
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
