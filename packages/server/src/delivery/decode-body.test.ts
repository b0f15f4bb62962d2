import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { createBodyDecoder } from './decode-body.js';
import { startTinyServer, type TinyServer } from '../../fixtures/tiny-server.js';

const body = (length: number) => JSON.stringify({ model: 'm', text: 'é '.repeat(length) });

/** A frame of Zstandard (RFC 8878) with blocks of one repeated byte each, and its text as it is. */
function zstdOf(text: Buffer): Buffer {
  const longest = 100_000;
  const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]);
  const blocks: Buffer[] = [];
  for (let from = 0; from < text.length; from += longest) {
    const part = text.subarray(from, from + longest);
    const isLast = from + longest >= text.length ? 1 : 0;
    const blockHead = Buffer.alloc(3);
    blockHead.writeUIntLE((part.length << 3) | isLast, 0, 3);
    blocks.push(blockHead, part);
  }
  return Buffer.concat([head, ...blocks]);
}

/** The same for one byte very often. */
function zstdBomb(megabytes: number): Buffer {
  const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]);
  const block = (isLast: number) => {
    const bytes = Buffer.alloc(4, 0x20);
    bytes.writeUIntLE((131_072 << 3) | 2 | isLast, 0, 3);
    return bytes;
  };
  return Buffer.concat([head, ...Array.from({ length: megabytes * 8 }, () => block(0)), block(1)]);
}

describe('a decoder of bodies', () => {
  it.each([
    ['one large body', 1, 300_000],
    ['64 small bodies', 64, 200_000],
  ])('holds %s at a time, until it was made use of', async (_what, most, length) => {
    const decode = createBodyDecoder();
    const bytes = gzipSync(Buffer.alloc(length, 0x20));
    const held: (() => void)[] = [];
    let ended = 0;
    const all = Array.from({ length: most + 3 }, () =>
      decode(bytes, 'gzip', 1_000_000, (decoded) => {
        expect(decoded).toHaveLength(length);
        return new Promise<void>((resolve) => held.push(resolve));
      }).then(() => (ended += 1)),
    );
    while (ended < all.length) {
      while (held.length < Math.min(most, all.length - ended)) await new Promise(setImmediate);
      // Whoever is decoded too early would be here by now.
      for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
      expect(held.length).toBeLessThanOrEqual(most);
      held.shift()?.();
      const before = ended;
      while (ended === before) await new Promise(setImmediate);
    }
  });

  it('goes on after a body that could not be used', async () => {
    const decode = createBodyDecoder();
    const bytes = gzipSync(Buffer.alloc(300_000, 0x20));
    const broken = decode(bytes, 'gzip', 1_000_000, () => Promise.reject(new Error('broken')));
    await expect(broken).rejects.toThrow('broken');
    expect(await decode(bytes, 'gzip', 1_000_000, (decoded) => decoded.length)).toBe(300_000);
  });
});

describe('a compressed body', () => {
  let server: TinyServer;
  beforeAll(async () => {
    server = await startTinyServer({ bodyLimitBytes: 2_000_000 });
  });
  afterAll(() => server.close());

  const send = (bytes: Buffer, encoding: string) =>
    fetch(`${server.url}/tiny/v1/echo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': encoding },
      body: new Uint8Array(bytes),
    });

  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['GZIP', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['zstd', zstdOf],
    ['identity', (bytes: Buffer) => bytes],
  ])('is read: %s', async (encoding, encode) => {
    for (const length of [5, 5000, 200_000]) {
      const answer = await send(encode(Buffer.from(body(length))), encoding);
      expect((await answer.text()) === body(length)).toBe(true);
    }
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(50_000_000, 0x20))],
    ['deflate', deflateSync(Buffer.alloc(50_000_000, 0x20))],
    ['zstd', zstdBomb(50)],
  ])('is refused when it is too large once it is decompressed: %s', async (encoding, bytes) => {
    const before = process.memoryUsage().rss;
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(bytes, encoding)));
    for (const answer of answers) {
      expect(answer.status).toBe(413);
      expect(await answer.text()).toContain('once it is decompressed');
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  it.each(['gzip', 'deflate', 'zstd'])('is refused when it is not what it says: %s', async (encoding) => {
    const answer = await send(Buffer.from('{"model":"m"}'), encoding);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(`not valid ${encoding}`);
  });

  it.each(['br', 'gzip, gzip'])('is refused in another encoding: %s', async (encoding) => {
    const answer = await send(Buffer.from('{}'), encoding);
    expect(answer.status).toBe(415);
    expect(await answer.text()).toContain('Unsupported content encoding');
  });
});
