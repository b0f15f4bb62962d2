import type { Exchange, PlannedReply } from '@llmsim/core';
import type { CallEnd } from '../calls/call.js';
import { sseFraming } from '../sse/sse-framing.js';
import type { FrameWriter } from './frame-writer.js';
import type { HttpClient } from './http-client.js';
import { playReply } from './play-reply.js';
import { createReplyWriter } from './reply-writer.js';

/** Plays a reply into an event stream: each frame at its time, pausing while the client does not read. */
export function deliverStream(client: HttpClient, exchange: Exchange, reply: PlannedReply): Promise<CallEnd> {
  const { call, response } = client;
  const encoder = exchange.createEncoder(reply, sseFraming);
  // Who gets anything of it was counted.
  call.opening.engine.writeJournal?.();
  response.writeHead(200, {
    ...call.replyHeaders(),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
  response.socket?.setNoDelay(true);
  return new Promise((resolve) => {
    let writer: FrameWriter | undefined;
    const createWriter = (onDrain: () => void) =>
      (writer = createReplyWriter(client, reply.trickle, onDrain));
    const playing = playReply(call, reply, encoder, createWriter, resolve);
    const stop = () => {
      playing.stop();
      resolve({ outcome: 'cancelled', status: 200 });
    };
    client.onGone(stop);
    exchange.onCancelled?.(() => {
      stop();
      writer?.end(encoder.close());
    });
  });
}
