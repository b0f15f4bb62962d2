import type { Socket } from 'node:net';
import type { SocketEnd } from '@llmsim/core';
import type { WebSocket } from 'ws';
import { breakConnection } from '../delivery/break-connection.js';
import type { FrameWriter } from '../delivery/frame-writer.js';

/** A WebSocket, and the connection below it. */
export interface SocketTransport {
  readonly webSocket: WebSocket;
  readonly socket: Socket;
  /** Called once when the client reads again. */
  onDrain(listener: () => void): void;
  /** A failure mode is about to end the connection. */
  onBreak(): void;
  /** Ends the connection as at the limit of its age. */
  expire(): void;
}

/** The head of a text message of 256 bytes, and fewer of them. */
const beginningOfMessage = Buffer.concat([
  Buffer.from([0x81, 0x7e, 0x01, 0x00]),
  Buffer.from('{"type":"response.'),
]);

/**
 * Sends each frame of a turn as a text message.
 * @param socketEnd - how a failure mode wants the connection to end
 */
export function createMessageWriter(
  transport: SocketTransport,
  onDrain: () => void,
  socketEnd?: SocketEnd,
): FrameWriter {
  const { webSocket, socket } = transport;
  const hasRoom = () => {
    if (!socket.writableNeedDrain) return true;
    transport.onDrain(onDrain);
    return false;
  };
  const send = (frame: string | Uint8Array) => {
    if (frame.length === 0) return true;
    webSocket.send(frame);
    return hasRoom();
  };
  return {
    prepare: (frames) => frames,
    send,
    write: send,
    writeParts(parts) {
      // A message in fragments, which may end inside a character as writes may.
      parts.forEach((part, index) =>
        webSocket.send(part, { binary: false, fin: index === parts.length - 1 }),
      );
      return hasRoom();
    },
    end(lastFrames) {
      for (const frame of lastFrames) webSocket.send(frame);
      if (socketEnd?.type === 'expire') transport.expire();
    },
    break(ending) {
      if (ending !== 'hang') transport.onBreak();
      if (socketEnd?.type === 'close') {
        webSocket.close(socketEnd.code);
        return;
      }
      if (socketEnd?.type === 'cut') socket.write(beginningOfMessage);
      breakConnection(socket, ending);
    },
  };
}
