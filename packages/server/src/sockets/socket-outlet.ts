import type { ApiFailure, Ending, SocketTurn } from '@llmsim/core';
import type { Call, CallEnd } from '../calls/call.js';
import type { Delivery, Outlet } from '../calls/outlet.js';
import { breakConnection } from '../delivery/break-connection.js';
import { playReply } from '../delivery/play-reply.js';
import { createMessageWriter, type SocketTransport } from './message-writer.js';

/** The answer to one turn goes into the messages of a WebSocket. */
export class SocketOutlet implements Outlet {
  readonly #call: Call;
  readonly #turn: SocketTurn;
  readonly #transport: SocketTransport;
  readonly #leaving: ((isBroken: boolean) => void)[] = [];
  isGone = false;

  constructor(call: Call, turn: SocketTurn, transport: SocketTransport) {
    this.#call = call;
    this.#turn = turn;
    this.#transport = transport;
  }

  onGone(listener: () => void): void {
    this.#leaving.push(listener);
  }

  /** The connection is gone. @param isBroken - because a failure mode broke it */
  leave(isBroken: boolean): void {
    this.isGone = true;
    for (const listener of this.#leaving) listener(isBroken);
  }

  sendFailure(failure: ApiFailure, cause?: string): number {
    const { status } = this.#call.encodeFailure(failure);
    this.#call.settle({ outcome: 'failed', status, cause, failure });
    this.#transport.webSocket.send(this.#turn.encodeFailure(failure));
    return status;
  }

  breakOff(ending: Exclude<Ending, 'complete'>): void {
    if (ending !== 'hang') this.#transport.onBreak();
    breakConnection(this.#transport.socket, ending);
  }

  deliver(delivery: Delivery): Promise<CallEnd> {
    if (delivery.type !== 'turn') throw new Error(`A WebSocket carries turns, and no ${delivery.type}.`);
    const { exchange, reply } = delivery;
    const encoder = exchange.createEncoder(reply, this.#turn.framing);
    const createWriter = (onDrain: () => void) =>
      createMessageWriter(this.#transport, onDrain, reply.socketEnd);
    this.#call.opening.engine.writeJournal?.();
    return new Promise((resolve) => {
      const playing = playReply(this.#call, reply, encoder, createWriter, resolve);
      this.#leaving.push((isBroken) => {
        resolve({ outcome: isBroken ? 'disconnected' : 'cancelled', status: 200 });
        playing.stop();
      });
    });
  }
}
