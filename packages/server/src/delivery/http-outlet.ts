import type { CallEnd } from '../calls/call.js';
import type { Delivery, Outlet } from '../calls/outlet.js';
import { deliverDetached } from './deliver-detached.js';
import { deliverFrames } from './deliver-frames.js';
import { deliverStream } from './deliver-stream.js';
import { deliverWhole } from './deliver-whole.js';
import { HttpClient } from './http-client.js';
import { sendPieces } from './send-pieces.js';

/** The answer to a call goes into an HTTP response. */
export class HttpOutlet extends HttpClient implements Outlet {
  deliver(delivery: Delivery): Promise<CallEnd> | CallEnd {
    switch (delivery.type) {
      case 'turn': {
        const { exchange, reply } = delivery;
        if (exchange.encodeAccepted !== undefined) return deliverDetached(this, exchange, reply);
        if (exchange.streaming) return deliverStream(this, exchange, reply);
        return deliverWhole(this, reply, () => {
          const atMs = this.call.opening.engine.clock.wallMs();
          return exchange.encodeLongReply?.(reply, atMs) ?? exchange.encodeReply(reply, atMs);
        });
      }
      case 'answer': {
        const { plan } = delivery;
        const { answer } = plan;
        return deliverWhole(this, plan, () => answer);
      }
      case 'lookup': {
        const { answer } = delivery;
        if (this.isGone) return { outcome: 'cancelled', status: answer.status };
        if ('next' in answer) return deliverFrames(this, answer);
        const end: CallEnd = { outcome: 'completed', status: answer.status };
        if ('pieces' in answer) return sendPieces(this, answer, this.call.replyHeaders(), end);
        this.sendWhole(answer);
        return end;
      }
    }
  }
}
