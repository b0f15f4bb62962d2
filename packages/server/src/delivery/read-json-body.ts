import type { IncomingMessage } from 'node:http';
import { RequestError } from '@llmsim/core';
import type { BufferBudget, BufferShare } from '../connections/buffer-budget.js';
import type { StepRunner } from '../calls/step-runner.js';
import { createBodyDecoder, readEncoding } from './decode-body.js';
import { longestAtOnce, parseJson, parseJsonInSteps } from './parse-json.js';

/** What reading bodies needs of the server. */
export interface BodyReading {
  /** A larger body is refused as soon as that is known; what is left of it is not read. Bytes. */
  readonly bodyLimitBytes: number;
  /** A body of more values, at all levels, is refused. */
  readonly valueLimit: number;
  readonly buffers: BufferBudget;
  readonly stepRunner: StepRunner;
}

const decodeBody = createBodyDecoder();

/** Whether a request has a body: RFC 9112, section 6.3. One of no bytes is as good as none. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * Reads a request's JSON body. Written out rather than taken from Express because it is on the path of every
 * request, because the errors have to be the API's own, and because one client must not fill the memory or hold the
 * event loop: a long body waits for room in the buffers, and is parsed in steps. It may be compressed, and is then
 * within the same limit before and after.
 *
 * @throws RequestError of kind `unsupported-media-type`, `payload-too-large`, `overloaded` (there was no room) or
 * `invalid-request` (not JSON, or nested too deeply); rejects with another error if the client leaves before the end
 */
export async function readJsonBody(request: IncomingMessage, reading: BodyReading): Promise<unknown> {
  const contentType = request.headers['content-type'];
  const contentEncoding = request.headers['content-encoding'];
  if (contentType !== undefined && !/^application\/(?:[\w.+-]+\+)?json\b/i.test(contentType)) {
    throw new RequestError({ kind: 'unsupported-media-type' });
  }
  const encoding = contentEncoding === undefined ? undefined : readEncoding(contentEncoding);
  if (announcedBytes(request) > reading.bodyLimitBytes) throw tooLarge(reading.bodyLimitBytes);
  const body = await new Promise<Body>((resolve, reject) => {
    new BodyReader(request, reading, resolve, reject).start();
  });
  try {
    const read = (bytes: Buffer) => readValue(bytes, request, reading);
    if (encoding === undefined) return await read(body.bytes);
    return await decodeBody(body.bytes, encoding, reading.bodyLimitBytes, read);
  } finally {
    body.share?.close();
  }
}

/** @returns a promise for long JSON, which is parsed in steps */
function readValue(bytes: Buffer, { socket }: IncomingMessage, reading: BodyReading): unknown {
  if (bytes.length <= longestAtOnce) return parseJson(bytes.toString('utf8'));
  const { stepRunner, valueLimit } = reading;
  return stepRunner
    .run(parseJsonInSteps(bytes, valueLimit), () => socket.destroyed)
    .then((value) => {
      if (value === undefined) throw leftEarly();
      return value;
    });
}

interface Body {
  readonly bytes: Buffer;
  /** What it holds of the buffers; `undefined`: it is held by nobody else, and gone in a moment. */
  readonly share: BufferShare | undefined;
}

/** What a body that says nothing of its length begins with. Bytes. */
const firstCapacity = 16_384;

/** After so many pieces of a body others have a turn: a client may send it in chunks of a byte. */
const piecesInTurn = 1024;

/** Collects a body in one buffer of its own. */
class BodyReader {
  readonly #request: IncomingMessage;
  readonly #reading: BodyReading;
  readonly #resolve: (body: Body) => void;
  readonly #reject: (error: Error) => void;
  readonly #announced: number;
  #share: BufferShare | undefined;
  /** What Node gave out, of 64 KB that it keeps alive: only a body that came in one piece is left there. */
  #only: Buffer | undefined;
  #bytes = Buffer.alloc(0);
  #length = 0;
  #pieces = 0;

  constructor(
    request: IncomingMessage,
    reading: BodyReading,
    resolve: (body: Body) => void,
    reject: (error: Error) => void,
  ) {
    this.#request = request;
    this.#reading = reading;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#announced = announcedBytes(request);
  }

  start(): void {
    const request = this.#request;
    request.on('data', (chunk: Buffer) => this.#receive(chunk));
    request.on('end', () => this.#end());
    request.on('error', (error) => this.#fail(error));
    request.on('close', () => {
      if (!request.complete) this.#fail(leftEarly());
    });
  }

  #receive(chunk: Buffer): void {
    if (this.#length === 0 && chunk.length === this.#announced) {
      this.#only = chunk;
      return;
    }
    this.#pieces += 1;
    if (this.#pieces % piecesInTurn === 0) this.#letOthersGoOn();
    const { bodyLimitBytes } = this.#reading;
    const length = this.#length + chunk.length;
    if (length > bodyLimitBytes) {
      this.#fail(tooLarge(bodyLimitBytes));
      return;
    }
    const room = this.#bytes.length;
    if (length <= room) {
      this.#append(chunk);
      return;
    }
    const doubled = Math.min(bodyLimitBytes, Math.max(firstCapacity, 2 * room));
    const capacity = Math.max(length, this.#announced || doubled);
    this.#share ??= this.#reading.buffers.open(() => this.#fail(noRoom()));
    const goOn = () => {
      const grown = Buffer.allocUnsafeSlow(capacity);
      this.#bytes.copy(grown, 0, 0, this.#length);
      this.#bytes = grown;
      this.#append(chunk);
    };
    const isGranted = this.#share.reserve(capacity - room, () => {
      goOn();
      this.#request.resume();
    });
    if (isGranted) goOn();
    else this.#request.pause();
  }

  /** What was read already still comes; the connection itself is paused, which is read from many times in a turn. */
  #letOthersGoOn(): void {
    const { socket } = this.#request;
    socket.pause();
    setImmediate(() => socket.resume());
  }

  #append(chunk: Buffer): void {
    chunk.copy(this.#bytes, this.#length);
    this.#length += chunk.length;
  }

  #end(): void {
    this.#share?.complete();
    this.#resolve({ bytes: this.#only ?? this.#bytes.subarray(0, this.#length), share: this.#share });
  }

  /** After the end there is nothing left to fail. */
  #fail(error: Error): void {
    if (this.#request.readableEnded) return;
    this.#request.removeAllListeners('data');
    this.#share?.close();
    this.#bytes = Buffer.alloc(0);
    this.#reject(error);
  }
}

function announcedBytes({ headers }: IncomingMessage): number {
  return Number(headers['content-length'] ?? 0);
}

function tooLarge(limitBytes: number): RequestError {
  const message = `The request body is larger than the limit of ${limitBytes} bytes.`;
  return new RequestError({ kind: 'payload-too-large', message });
}

function noRoom(): RequestError {
  return new RequestError({
    kind: 'overloaded',
    message:
      'The request body came too slowly while other requests waited for the room that it took in the buffers of this llmsim (server.buffer_limit). Try again later.',
    retryAfterMs: 1000,
  });
}

function leftEarly(): Error {
  return new Error('The client closed the connection before its request was complete.');
}
