import type { Exchange, PlannedReply } from '@llmsim/core';
import type { CallEnd } from '../calls/call.js';
import { sseFraming } from '../sse/sse-framing.js';
import { createFrameWriter } from './frame-writer.js';
import type { HttpClient } from './http-client.js';
import { playReply } from './play-reply.js';

/** Plays a reply into an event stream: each frame at its time, pausing while the client does not read. */
export function deliverStream(client: HttpClient, exchange: Exchange, reply: PlannedReply): Promise<CallEnd> {
  const { call, response } = client;
  const encoder = exchange.createEncoder(reply, sseFraming);
  response.writeHead(200, {
    ...call.replyHeaders(),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
  response.socket?.setNoDelay(true);
  return new Promise((resolve) => {
    const playing = playReply(
      call,
      reply,
      encoder,
      (onDrain) => createFrameWriter(response, onDrain),
      resolve,
    );
    client.onGone(() => {
      // A turn that runs on its own is not given up with its connection, but nobody hears it any more.
      if (!call.isDetached) resolve({ outcome: 'cancelled', status: 200 });
      playing.stop();
    });
  });
}
