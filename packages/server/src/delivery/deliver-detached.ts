import type { Exchange, PlannedReply } from '@llmsim/core';
import type { CallEnd } from '../calls/call.js';
import { deliverStream } from './deliver-stream.js';
import type { HttpClient } from './http-client.js';
import { sendWireResponse } from './send-wire-response.js';

/** Runs a turn that goes on whether or not anybody listens, and answers at once or streams it. */
export function deliverDetached(
  client: HttpClient,
  exchange: Exchange,
  reply: PlannedReply,
): Promise<CallEnd> {
  const { call, response } = client;
  const { engine, acceptedAtMs } = call.opening;
  return new Promise((resolve, reject) => {
    engine.clock.schedule(
      {
        run() {
          const { outcome, tokens } = resultOf(reply);
          // Of a stream that its reader left, the tokens that came too late are abandoned.
          if (!exchange.streaming) call.record?.deliveredMany(tokens);
          resolve({ outcome, status: 200 });
        },
      },
      acceptedAtMs + (reply.timeline.durationMs() ?? 0) + 1,
    );
    if (response.destroyed) return;
    if (exchange.streaming) {
      deliverStream(client, exchange, reply).then(resolve, reject);
      return;
    }
    const accepted = exchange.encodeAccepted?.(reply);
    if (accepted !== undefined) sendWireResponse(response, accepted, call.replyHeaders());
  });
}

/** What becomes of a reply without a connection. Where a failure mode would break one, the turn fails. */
function resultOf(reply: PlannedReply): Pick<CallEnd, 'outcome'> & { readonly tokens: number } {
  if (reply.fault === undefined) return { outcome: 'completed', tokens: reply.usage.outputTokens };
  const types = Array.from(reply.timeline, ({ event }) => event.type);
  const fails = reply.ending !== 'complete' || types.includes('failure');
  return fails
    ? { outcome: 'failed', tokens: types.filter((type) => type === 'part-delta').length }
    : { outcome: 'completed', tokens: reply.usage.outputTokens };
}
