import { sseFraming } from '../sse/sse-framing.js';
import { createFrameWriter } from './frame-writer.js';
import { playReply } from './play-reply.js';
import type { ReplyJob } from './reply-job.js';

/** Plays a reply into an event stream: each frame at its time, pausing while the client does not read. */
export function deliverStream(job: ReplyJob): void {
  const { response, exchange } = job;
  const encoder = exchange.createEncoder(job.reply, sseFraming);
  response.writeHead(200, {
    ...job.headers,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
  response.socket?.setNoDelay(true);
  const playing = playReply(job, encoder, (onDrain) => createFrameWriter(response, onDrain));
  response.on('close', () => {
    // A turn that runs on its own is not given up with its connection, but nobody hears it any more.
    if (exchange.encodeAccepted === undefined) job.end('cancelled', 200);
    playing.stop();
  });
}
