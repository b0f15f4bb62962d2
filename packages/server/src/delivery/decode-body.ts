import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { RequestError } from '@llmsim/core';

/** The content encodings that bodies of requests may have. */
export type BodyEncoding = 'gzip' | 'deflate' | 'zstd';

const encodings: ReadonlyMap<string, BodyEncoding> = new Map([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
  ['zstd', 'zstd'],
]);

/**
 * The encoding that a `content-encoding` header names; `undefined`: the body is as it is.
 * @throws RequestError of kind `unsupported-media-type` for any other, and for several
 */
export function readEncoding(header: string | undefined): BodyEncoding | undefined {
  const name = header?.trim().toLowerCase() ?? '';
  if (name === '' || name === 'identity') return undefined;
  const encoding = encodings.get(name);
  if (encoding !== undefined) return encoding;
  const message = `Unsupported content encoding: '${header ?? ''}'. Accepted: 'gzip', 'deflate', 'zstd', or none.`;
  throw new RequestError({ kind: 'unsupported-media-type', message });
}

/** What is decoded by several requests at once, each at most. Larger ones follow each other. Bytes. */
const smallBytes = 262_144;
/** How many small ones at once. */
const mostSmall = 64;

type Decode = (bytes: Buffer, limitBytes: number) => Promise<Buffer>;

/**
 * Decodes a body.
 * @param use - makes of the decoded bytes what is wanted; until it has, they count as held
 * @returns what `use` gives; rejects with a RequestError of kind `payload-too-large` beyond the limit, of kind
 * `invalid-request` for bytes that are not of the encoding
 */
export type BodyDecoder = <T>(
  bytes: Buffer,
  encoding: BodyEncoding,
  limitBytes: number,
  use: (decoded: Buffer) => T | Promise<T>,
) => Promise<T>;

/**
 * Makes a decoder of bodies that holds one large body at a time, and few small ones, so that small requests cannot grow
 * into all of the memory together.
 */
export function createBodyDecoder(): BodyDecoder {
  const smallOnes = takeTurns(mostSmall);
  const largeOnes = takeTurns(1);
  return async (bytes, encoding, limitBytes, use) => {
    const decode = decoders[encoding];
    const decodeWithin = (limit: number) =>
      decode(bytes, limit).catch((error: unknown) => {
        if (isTooLarge(error) && limit < limitBytes) return undefined;
        throw refusalOf(error, encoding, limitBytes);
      });
    const small = await smallOnes(async () => {
      const decoded = await decodeWithin(Math.min(smallBytes, limitBytes));
      return decoded && { used: await use(decoded) };
    });
    if (small !== undefined) return small.used;
    return largeOnes(async () => use((await decodeWithin(limitBytes)) as Buffer));
  };
}

/** Runs work of which no more than so much may be under way; the rest waits in order. */
function takeTurns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

const gunzip = promisify(zlib.gunzip);
const inflate = promisify(zlib.inflate);
const inflateRaw = promisify(zlib.inflateRaw);

const decoders: Readonly<Record<BodyEncoding, Decode>> = {
  gzip: (bytes, maxOutputLength) => gunzip(bytes, { maxOutputLength }),
  // What is called deflate is a zlib stream, but some clients leave its head away.
  deflate: (bytes, maxOutputLength) =>
    isZlib(bytes) ? inflate(bytes, { maxOutputLength }) : inflateRaw(bytes, { maxOutputLength }),
  zstd: decodeZstd,
};

function isZlib(bytes: Buffer): boolean {
  return bytes.length >= 2 && ((bytes[0] ?? 0) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;
}

/** Node has Zstandard since 22.15; older ones use a library. */
async function decodeZstd(bytes: Buffer, limitBytes: number): Promise<Buffer> {
  const native = (
    zlib as {
      zstdDecompress?: (bytes: Buffer, options: object, done: (e: Error | null, b: Buffer) => void) => void;
    }
  ).zstdDecompress;
  if (native !== undefined) return promisify(native)(bytes, { maxOutputLength: limitBytes });
  const { Decompress } = await import('fzstd');
  const pieces: Uint8Array[] = [];
  let length = 0;
  const decompress = new Decompress((piece) => {
    length += piece.length;
    if (length > limitBytes) throw new TooLarge();
    pieces.push(piece.slice());
  });
  for (let from = 0; from < bytes.length; from += bytesInStep) {
    decompress.push(bytes.subarray(from, from + bytesInStep), from + bytesInStep >= bytes.length);
    // The library works at once; others have their turn in between.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return Buffer.concat(pieces, length);
}

/** Compressed bytes that the library takes at once: little enough that nobody waits for long. */
const bytesInStep = 4096;

class TooLarge extends Error {}

function isTooLarge(error: unknown): boolean {
  return error instanceof TooLarge || (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
}

function refusalOf(error: unknown, encoding: BodyEncoding, limitBytes: number): RequestError {
  return isTooLarge(error)
    ? new RequestError({
        kind: 'payload-too-large',
        message: `The request body is larger than the limit of ${limitBytes} bytes once it is decompressed.`,
      })
    : new RequestError({
        kind: 'invalid-request',
        message: `The request body could not be decompressed: it is not valid ${encoding}.`,
      });
}
