import type { ServerResponse } from 'node:http';
import type { ApiFailure, Ending, RawReply, WireResponse } from '@llmsim/core';
import type { Call } from '../calls/call.js';
import { breakConnection } from './break-connection.js';
import { closeAfterReply } from './close-after-reply.js';
import { sendWireResponse } from './send-wire-response.js';

/** The client of a call that waits for an HTTP response. */
export class HttpClient {
  readonly call: Call;
  readonly response: ServerResponse;

  constructor(call: Call, response: ServerResponse) {
    this.call = call;
    this.response = response;
  }

  get isGone(): boolean {
    return this.response.destroyed;
  }

  onGone(listener: () => void): void {
    this.response.on('close', listener);
  }

  /** Sends a whole reply at the end of this turn of the event loop, after it was written down how calls ended in it. */
  sendWhole(wire: WireResponse, headers = this.call.replyHeaders()): void {
    sendWireResponse(this.response, wire, headers, this.call.opening.engine.writeJournal);
  }

  sendRaw({ status, headers, body }: RawReply): void {
    const { response } = this;
    if (response.headersSent || response.destroyed) return;
    closeAfterReply(response.req, response);
    // What announces more than it sends must not go on; and nobody who sends HTML says whose server it is.
    response.shouldKeepAlive = false;
    response.writeHead(status, headers);
    response.end(body);
  }

  breakOff(ending: Exclude<Ending, 'complete'>): void {
    breakConnection(this.response.req.socket, ending);
  }

  sendFailure(failure: ApiFailure): number {
    const { call, response } = this;
    const wire = call.encodeFailure(failure);
    // Half a reply cannot be taken back.
    if (response.headersSent) response.destroy();
    else if (!response.destroyed) {
      closeAfterReply(response.req, response);
      this.sendWhole(wire, call.replyHeaders(failure));
    }
    return wire.status;
  }
}
