import { ServerResponse } from '../node-http.js';
import type { Socket } from 'node:net';
import type { Ending } from '@llmsim/core';
import { breakConnection } from './break-connection.js';

/** A frame as its writer sends it: text to be written a byte for each character, or bytes. Empty: nothing to send. */
export type PreparedFrame = string | Uint8Array;

/** Sends the frames of one stream, each by one write. */
export interface FrameWriter {
  /** Makes of frames what `send` takes: for several at once that costs less than for each. */
  prepare(frames: readonly string[]): readonly PreparedFrame[];
  /** Sends a frame that was prepared. @returns `false` if the client reads too slowly: pause until it reads again */
  send(frame: PreparedFrame): boolean;
  /** Sends a frame as it is. @returns as `send` */
  write(frame: string): boolean;
  /** Sends a frame in parts as they are, each by a write of its own. */
  writeParts(parts: readonly Uint8Array[]): boolean;
  /** Sends the last frames and ends the stream properly. */
  end(lastFrames: readonly string[]): void;
  /** Whether nobody reads any more. Absent: a frame is a message, and cannot be written in pieces. */
  isGone?(): boolean;
  /** Ends the connection as a failure mode asked. */
  break(ending: Exclude<Ending, 'complete'>): void;
}

/**
 * Writes frames to a response whose head was sent with chunked encoding.
 *
 * `ServerResponse.write` sends a chunk's size, its content and its end as three writes, corked until the next tick.
 * For a stream of small frames that costs more than everything else, so where the response is an ordinary one, a
 * whole chunk is written to the socket at once. A response that somebody has wrapped (compression, for instance)
 * is written to as usual, and so is one that has no socket yet, because it has to wait for another on the same
 * connection.
 *
 * @param onDrain - called when the client reads again
 */
export function createFrameWriter(response: ServerResponse, onDrain: () => void): FrameWriter {
  const { socket } = response;
  const isOrdinary = response.write === ServerResponse.prototype.write && response.chunkedEncoding;
  return socket !== null && isOrdinary
    ? new SocketWriter(response, socket, onDrain)
    : writeToResponse(response, onDrain);
}

class SocketWriter implements FrameWriter {
  readonly #socket: Socket;
  readonly #response: ServerResponse;
  readonly #onDrain: () => void;
  /** Waits for the client to read again; `undefined`: nobody waits. */
  #drained: (() => void) | undefined;

  constructor(response: ServerResponse, socket: Socket, onDrain: () => void) {
    this.#socket = socket;
    this.#response = response;
    this.#onDrain = onDrain;
  }

  prepare(frames: readonly string[]): readonly PreparedFrame[] {
    let text = '';
    const ends = frames.map((frame) => {
      if (frame !== '') text += chunkOf(frame, frame.length);
      return text.length;
    });
    // Text of ASCII alone, which nearly all is, is written without being encoded. All of it is looked at together, and
    // then cut, so that it is put together once and not for each frame.
    return Buffer.byteLength(text) === text.length
      ? ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end))
      : frames.map((frame) => (frame === '' ? '' : Buffer.from(chunkOf(frame, Buffer.byteLength(frame)))));
  }

  send(frame: PreparedFrame): boolean {
    if (frame.length === 0) return true;
    const hasRoom =
      typeof frame === 'string' ? this.#socket.write(frame, 'latin1') : this.#socket.write(frame);
    return hasRoom || this.#wait();
  }

  write(frame: string): boolean {
    const bytes = Buffer.byteLength(frame);
    const encoding = bytes === frame.length ? 'latin1' : 'utf8';
    return this.#socket.write(chunkOf(frame, bytes), encoding) || this.#wait();
  }

  writeParts(parts: readonly Uint8Array[]): boolean {
    const socket = this.#socket;
    let hasRoom = true;
    for (const part of parts) {
      socket.cork();
      socket.write(`${part.length.toString(16)}\r\n`, 'latin1');
      socket.write(part);
      hasRoom = socket.write('\r\n', 'latin1');
      socket.uncork();
    }
    return hasRoom || this.#wait();
  }

  end(lastFrames: readonly string[]): void {
    if (this.#drained !== undefined) this.#socket.off('drain', this.#drained);
    // With the end of the response, which makes one write of all: a client that has read the last frame may send its
    // next request on this connection at once.
    this.#socket.cork();
    for (const frame of lastFrames) this.write(frame);
    this.#response.end();
    this.#socket.uncork();
  }

  isGone(): boolean {
    return this.#socket.destroyed;
  }

  break(ending: Exclude<Ending, 'complete'>): void {
    breakConnection(this.#socket, ending);
  }

  #wait(): false {
    if (this.#drained === undefined) {
      this.#drained = () => {
        this.#drained = undefined;
        this.#onDrain();
      };
      this.#socket.once('drain', this.#drained);
    }
    return false;
  }
}

/** The lines that begin chunks, by the size of the chunk; only of sizes that frames usually have. */
const sizeLines: string[] = [];
const longestUsual = 2048;

function chunkOf(frame: string, bytes: number): string {
  const sizeLine = bytes < longestUsual ? (sizeLines[bytes] ??= sizeLineOf(bytes)) : sizeLineOf(bytes);
  return sizeLine + frame + '\r\n';
}

function sizeLineOf(bytes: number): string {
  return `${bytes.toString(16)}\r\n`;
}

function writeToResponse(response: ServerResponse, onDrain: () => void): FrameWriter {
  let isWaiting = false;
  const drained = () => {
    isWaiting = false;
    onDrain();
  };
  const send = (frame: string | Uint8Array) => {
    if (frame.length === 0 || response.write(frame)) return true;
    if (!isWaiting) response.once('drain', drained);
    isWaiting = true;
    return false;
  };
  return {
    prepare: (frames) => frames,
    send,
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
    isGone: () => response.destroyed,
    break: (ending) => breakConnection(response.req.socket, ending),
  };
}
