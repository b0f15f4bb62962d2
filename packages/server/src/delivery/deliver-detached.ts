import { hiddenTokensOf, play, programOf, type Exchange, type PlannedReply } from '@llmsim/core';
import type { CallEnd } from '../calls/call.js';
import { deliverStream } from './deliver-stream.js';
import { followPlay, type FollowedPlay } from './follow-play.js';
import type { HttpClient } from './http-client.js';

/** Runs a turn that goes on whether or not anybody listens, and answers at once or streams it. */
export async function deliverDetached(
  client: HttpClient,
  exchange: Exchange,
  reply: PlannedReply,
): Promise<CallEnd> {
  if (client.isGone || !exchange.streaming) {
    const running = runDetached(client, exchange, reply, undefined);
    const accepted = client.isGone ? undefined : exchange.encodeAccepted?.(reply);
    if (accepted !== undefined) client.sendWhole(accepted);
    return running;
  }
  const followed = followPlay();
  const streamed = deliverStream(client, exchange, { ...reply, timeline: followed.timeline });
  const end = await runDetached(client, exchange, reply, followed);
  // A reader that is behind gets the rest. A connection that hangs never ends by itself.
  if (reply.ending !== 'hang') await streamed;
  return end;
}

/** Plays a turn to its end without a connection. Where a failure mode would break one, the turn fails. */
function runDetached(
  { call }: HttpClient,
  exchange: Exchange,
  reply: PlannedReply,
  followed: FollowedPlay | undefined,
): Promise<CallEnd> {
  const { engine, acceptedAtMs } = call.opening;
  // Of a stream, what is delivered counts; of a turn that nobody reads, all that it has come to.
  const record = exchange.streaming ? undefined : call.record;
  let fails = reply.ending !== 'complete';
  return new Promise((resolve, reject) => {
    const playing = play(programOf(reply.timeline), engine.clock, acceptedAtMs, {
      receive(timed) {
        const { event } = timed;
        exchange.happened?.(reply, event, engine.clock.wallMs());
        followed?.happened(timed);
        if (event.type === 'failure') fails = true;
        else if (event.type === 'part-delta') record?.deliveredMany(event.tokens);
        else if (event.type === 'part-start') record?.deliveredMany(hiddenTokensOf(event));
        else if (event.type === 'turn-end') record?.deliveredMany(event.usage.rejectedPredictionTokens);
        return true;
      },
      finish() {
        followed?.over();
        resolve({ outcome: fails ? 'failed' : 'completed', status: 200 });
      },
      fail(error) {
        followed?.over();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    });
    exchange.onCancelled?.(() => {
      playing.stop();
      resolve({ outcome: 'cancelled', status: 200 });
    });
  });
}
