import type { Socket } from 'node:net';
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
}

/** Sends each frame of a turn as a text message. */
export function createMessageWriter(transport: SocketTransport, onDrain: () => void): FrameWriter {
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
    },
    break(ending) {
      if (ending !== 'hang') transport.onBreak();
      breakConnection(socket, ending);
    },
  };
}
