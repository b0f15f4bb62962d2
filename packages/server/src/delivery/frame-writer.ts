import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Ending } from '@llmsim/core';
import { ServerResponse as OrdinaryResponse } from '../node-http.js';
import { breakConnection } from './break-connection.js';

/** Sends the frames of one stream, each by one write. */
export interface FrameWriter {
  /** @returns `false` if the client reads too slowly: pause until it reads again */
  write(frame: string): boolean;
  /** Sends a frame in parts as they are, each by a write of its own. */
  writeParts(parts: readonly Uint8Array[]): boolean;
  /** Ends the stream properly, after these last frames. */
  end(lastFrames: readonly string[]): void;
  /** Ends the connection as a failure mode asked. */
  break(ending: Exclude<Ending, 'complete'>): void;
}

/**
 * Writes frames to a response whose head was sent with chunked encoding.
 *
 * `ServerResponse.write` sends a chunk's size, its content and its end as three writes, corked until the next tick.
 * For a stream of small frames that costs more than everything else, so where the response is an ordinary one, a
 * whole chunk is written to the socket at once. A response that somebody has wrapped (compression, for instance)
 * is written to as usual.
 *
 * @param onDrain - called when the client reads again
 */
export function createFrameWriter(response: ServerResponse, onDrain: () => void): FrameWriter {
  const { socket } = response;
  const isOrdinary = response.write === OrdinaryResponse.prototype.write && response.chunkedEncoding;
  return socket !== null && isOrdinary
    ? writeToSocket(response, socket, onDrain)
    : writeToResponse(response, onDrain);
}

function writeToSocket(response: ServerResponse, socket: Socket, onDrain: () => void): FrameWriter {
  let isWaiting = false;
  const drained = () => {
    isWaiting = false;
    onDrain();
  };
  const wait = () => {
    if (!isWaiting) socket.once('drain', drained);
    isWaiting = true;
    return false;
  };
  return {
    write(frame) {
      const bytes = Buffer.byteLength(frame);
      // Text of ASCII alone, which nearly all is, is written without being encoded.
      const encoding = bytes === frame.length ? 'latin1' : 'utf8';
      return socket.write(`${bytes.toString(16)}\r\n${frame}\r\n`, encoding) || wait();
    },
    writeParts(parts) {
      let hasRoom = true;
      for (const part of parts) {
        socket.cork();
        socket.write(`${part.length.toString(16)}\r\n`, 'latin1');
        socket.write(part);
        hasRoom = socket.write('\r\n', 'latin1');
        socket.uncork();
      }
      return hasRoom || wait();
    },
    end(lastFrames) {
      if (isWaiting) socket.off('drain', drained);
      // With the end of the response, which makes one write of all: a client that has read the last frame may send its
      // next request on this connection at once.
      socket.cork();
      for (const frame of lastFrames) this.write(frame);
      response.end();
      socket.uncork();
    },
    break: (ending) => breakConnection(socket, ending),
  };
}

function writeToResponse(response: ServerResponse, onDrain: () => void): FrameWriter {
  let isWaiting = false;
  const drained = () => {
    isWaiting = false;
    onDrain();
  };
  const send = (frame: string | Uint8Array) => {
    if (response.write(frame)) return true;
    if (!isWaiting) response.once('drain', drained);
    isWaiting = true;
    return false;
  };
  return {
    write: send,
    writeParts(parts) {
      let hasRoom = true;
      for (const part of parts) hasRoom = send(part);
      return hasRoom;
    },
    end(lastFrames) {
      if (isWaiting) response.off('drain', drained);
      response.end(lastFrames.join(''));
    },
    break: (ending) => breakConnection(response.req.socket, ending),
  };
}
