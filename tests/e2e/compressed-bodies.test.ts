import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { endPrograms, startServing } from './cli-program.js';

// Node.js has Zstandard since 22.15, and a library has it for older ones: both ways are tried.
const newestNode = fileURLToPath(new URL('../../node_modules/node/bin/node', import.meta.url));
const nodes = [process.execPath, ...(existsSync(newestNode) ? [newestNode] : [])];

afterEach(endPrograms);

/** A frame of Zstandard (RFC 8878): its text as it is, in one block. */
function zstdOf(text: string): Buffer {
  const bytes = Buffer.from(text);
  const blockHead = Buffer.alloc(3);
  blockHead.writeUIntLE((bytes.length << 3) | 1, 0, 3);
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]), blockHead, bytes]);
}

/** Four bytes for each 128 KiB of one repeated character. */
function zstdBomb(megabytes: number): Buffer {
  const block = (isLast: number) => {
    const bytes = Buffer.alloc(4, 0x20);
    bytes.writeUIntLE((131_072 << 3) | 2 | isLast, 0, 3);
    return bytes;
  };
  const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]);
  return Buffer.concat([head, ...Array.from({ length: megabytes * 8 }, () => block(0)), block(1)]);
}

it.each(nodes)('bodies in Zstandard are read within their limit by %s', async (node) => {
  const { url } = await startServing(['--latency', 'instant'], { node });
  const send = (body: Buffer) =>
    fetch(`${url}/openai/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'zstd' },
      body: new Uint8Array(body),
    });
  const request = JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }] });
  expect(await (await send(zstdOf(request))).json()).toMatchObject({ object: 'chat.completion' });
  expect((await send(zstdBomb(200))).status).toBe(413);
  expect((await send(Buffer.from(request))).status).toBe(400);
});
