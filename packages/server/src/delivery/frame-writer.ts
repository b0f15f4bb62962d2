import { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Sends the frames of one stream, each by one write. */
export interface FrameWriter {
  /** @returns `false` if the client reads too slowly: pause until `onDrain` is called */
  write(frame: string): boolean;
  /** Sends bytes as they are, as one chunk. */
  writeBytes(bytes: Uint8Array): boolean;
  /** Ends the response properly. */
  end(): void;
}

/**
 * Writes frames to a response whose head was sent with chunked encoding.
 *
 * `ServerResponse.write` sends a chunk's size, its content and its end as three writes, corked until the next tick.
 * For a stream of small frames that costs more than everything else, so where the response is an ordinary one, a
 * whole chunk is written to the socket at once. A response that somebody has wrapped (compression, for instance)
 * is written to as usual.
 */
export function createFrameWriter(response: ServerResponse, onDrain: () => void): FrameWriter {
  const { socket } = response;
  const isOrdinary = response.write === ServerResponse.prototype.write && response.chunkedEncoding;
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
    writeBytes(bytes) {
      socket.cork();
      socket.write(`${bytes.length.toString(16)}\r\n`, 'latin1');
      socket.write(bytes);
      const hasRoom = socket.write('\r\n', 'latin1');
      socket.uncork();
      return hasRoom || wait();
    },
    end() {
      if (isWaiting) socket.off('drain', drained);
      response.end();
    },
  };
}

function writeToResponse(response: ServerResponse, onDrain: () => void): FrameWriter {
  const send = (frame: string | Uint8Array) => {
    const hasRoom = response.write(frame);
    if (!hasRoom) response.once('drain', onDrain);
    return hasRoom;
  };
  return { write: send, writeBytes: send, end: () => response.end() };
}
