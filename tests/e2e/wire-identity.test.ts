import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { endPrograms, startServing } from './cli-program.js';
import { wireCorpus, type WireCase } from './wire-corpus.js';

/**
 * The hash of each reply of the corpus under one seed. A change of the code that is not meant to change the wire leaves
 * them alone; one that is meant to writes them again: `UPDATE_WIRE_HASHES=1` before the command that runs this test.
 * What was received lies in `.cache/wire-identity`, to compare with what another version of the code sends.
 */
const hashesFile = fileURLToPath(new URL('./wire-hashes.json', import.meta.url));
const receivedFolder = fileURLToPath(new URL('../../.cache/wire-identity/', import.meta.url));
const isUpdate = process.env['UPDATE_WIRE_HASHES'] === '1';

/** A reply as it came: status, names of headers and body; times and ids of requests are replaced by words. */
function receive(url: string, { path, headers, body }: WireCase): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url + path,
      {
        method: body === undefined ? 'GET' : 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer sk-test', ...headers },
        agent: false,
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => (text += piece));
        // A failure mode may have cut the connection: what came until then is the reply.
        const finish = (end: string) => {
          const names = Object.keys(response.headers).sort().join(' ');
          const type = response.headers['content-type'] ?? 'none';
          resolve(`${response.statusCode ?? 0} ${type}\n${names}\n\n${maskTimes(text)}\n(${end})\n`);
        };
        response.on('end', () => finish('complete'));
        response.on('error', () => finish('cut off'));
      },
    );
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function maskTimes(text: string): string {
  return text
    .replaceAll(/("(?:created|created_at|completed_at|expires_at)": ?)\d+(\.\d+)?/g, '$1TIME')
    .replaceAll(/req_[0-9a-f]{32}/g, 'REQUEST');
}

describe('the wire under a seed', () => {
  const received = new Map<string, string>();

  beforeAll(async () => {
    const { program, url } = await startServing(['--seed', '20', '--latency', 'instant']);
    for (const wireCase of wireCorpus) received.set(wireCase.name, await receive(url, wireCase));
    program.signal('SIGTERM');
    await program.ending;
    mkdirSync(receivedFolder, { recursive: true });
    for (const [name, text] of received) {
      writeFileSync(`${receivedFolder}${name.replaceAll(/[^\w.-]+/g, '_')}.txt`, text);
    }
    if (isUpdate) {
      const hashes = Object.fromEntries([...received].map(([name, text]) => [name, hashOf(text)]));
      writeFileSync(hashesFile, `${JSON.stringify(hashes, undefined, 2)}\n`);
    }
  }, 60_000);
  afterAll(endPrograms);

  const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);
  const expected = JSON.parse(readFileSync(hashesFile, 'utf8')) as Record<string, string>;

  it.each(wireCorpus)('is what it was for $name', ({ name }) => {
    const text = received.get(name) ?? '';
    if (isUpdate) return;
    if (hashOf(text) !== expected[name]) {
      throw new Error(
        `The reply has changed (hash ${hashOf(text)}, not ${expected[name] ?? 'known'}): ${text}`,
      );
    }
  });

  it('has hashes of the corpus and of nothing else', () => {
    const names = wireCorpus.map(({ name }) => name);
    if (!isUpdate) expect(Object.keys(expected)).toEqual(names);
  });
});
