import { connectRaw, httpRequest } from '../../fixtures/raw-client.js';
import { startTinyServer, type TinyServer } from '../../fixtures/tiny-server.js';

const path = '/tiny/v1/say';

let server: TinyServer;
beforeEach(async () => {
  server = await startTinyServer();
});
afterEach(() => server.close());

/** All that a socket receives, byte for byte, once the reply is over. */
async function receive(fault: string | undefined, stream: boolean): Promise<string> {
  const client = await connectRaw(server.port);
  const headers: Record<string, string> = fault === undefined ? {} : { 'x-llmsim-fault': fault };
  client.send(httpRequest(path, { model: 'm', stream }, { ...headers, connection: 'close' }));
  await client.ended;
  return Buffer.concat(client.pieces).toString('latin1');
}

/** The chunks of a chunked body. */
function chunksOf(received: string): readonly string[] {
  let rest = received.slice(received.indexOf('\r\n\r\n') + 4);
  const chunks: string[] = [];
  for (;;) {
    const [line = '', length = ''] = /^([0-9a-f]+)\r\n/.exec(rest) ?? [];
    const size = parseInt(length, 16);
    if (!(size > 0)) return chunks;
    chunks.push(rest.slice(line.length, line.length + size));
    rest = rest.slice(line.length + size + 2);
  }
}

type Chunks = readonly string[];
const isToken = (chunk: string) => chunk.includes('"delta"');

/** Does something to the chunk of the n-th token, counted from 0. */
function atToken(chunks: Chunks, number: number, change: (chunk: string) => Chunks): Chunks {
  const at = chunks.flatMap((chunk, index) => (isToken(chunk) ? [index] : []))[number];
  return chunks.flatMap((chunk, index) => (index === at ? change(chunk) : [chunk]));
}

/** The n-th token's chunk after the one that follows it. */
function swapped(chunks: Chunks, number: number): Chunks {
  const at = chunks.flatMap((chunk, index) => (isToken(chunk) ? [index] : []))[number] ?? 0;
  return [...chunks.slice(0, at), chunks[at + 1] ?? '', chunks[at] ?? '', ...chunks.slice(at + 2)];
}

function inGroups(chunks: Chunks, size: number): Chunks {
  return Array.from({ length: Math.ceil(chunks.length / size) }, (_, index) =>
    chunks.slice(index * size, (index + 1) * size).join(''),
  );
}

const unknown = 'event: llmsim.unknown\ndata: {"type":"llmsim.unknown"}\n\n';

describe('a stream, seen from a socket', () => {
  it.each<[string, (clean: Chunks) => Chunks]>([
    ['line-ends', (clean) => clean.map((chunk) => chunk.replaceAll('\n', '\r\n'))],
    ['line-ends;by=cr', (clean) => clean.map((chunk) => chunk.replaceAll('\n', '\r'))],
    ['keep-alive', (clean) => clean.flatMap((chunk) => [': keep-alive\n\n', chunk])],
    ['event-fields', (clean) => clean.map((chunk, index) => `id: ${index + 1}\nretry: 1000\n${chunk}`)],
    ['byte-order-mark', ([first = '', ...rest]) => [`\xef\xbb\xbf${first}`, ...rest]],
    ['dribble', (clean) => clean.flatMap((chunk) => chunk.split(''))],
    ['dribble;bytes=7', (clean) => clean.flatMap((chunk) => chunk.match(/[^]{1,7}/g) ?? [])],
    ['merge-frames', (clean) => inGroups(clean, 3)],
    ['merge-frames;count=1000', (clean) => [clean.join('')]],
    ['duplicate-frame;after=2', (clean) => atToken(clean, 2, (chunk) => [chunk, chunk])],
    ['lost-frame;after=2', (clean) => atToken(clean, 2, () => [])],
    ['lost-frame;after=500', (clean) => atToken(clean, 9, () => [])],
    ['unknown-event;after=2', (clean) => atToken(clean, 2, (chunk) => [unknown, chunk])],
    ['missing-blank-line;after=2', (clean) => atToken(clean, 2, (chunk) => [chunk.slice(0, -1)])],
    ['reordered-frames;after=2', (clean) => swapped(clean, 2)],
    ['reordered-frames;after=500', (clean) => swapped(clean, 9)],
    [
      'large-event;after=2;bytes=5',
      (clean) => atToken(clean, 2, (chunk) => [chunk.replace('{', '{"llmsim_padding":"xxxxx",')]),
    ],
    ['lost-end', (clean) => clean.filter((chunk) => !chunk.includes('[DONE]'))],
    ['after-end', (clean) => [...clean, clean.findLast(isToken) ?? '']],
    [
      'keep-alive, line-ends',
      (clean) => clean.flatMap((chunk) => [': keep-alive\r\n\r\n', chunk.replaceAll('\n', '\r\n')]),
    ],
  ])('has of %s what the mode does to it, and every other byte as it was', async (fault, expected) => {
    const clean = chunksOf(await receive(undefined, true));
    expect(clean.filter(isToken)).toHaveLength(10);
    const received = await receive(fault, true);
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(chunksOf(received)).toEqual(expected(clean));
    expect(received.endsWith('0\r\n\r\n')).toBe(true);
    expect(server.defects).toEqual([]);
  });

  it.each(['line-ends', 'keep-alive', 'event-fields', 'merge-frames', 'lost-frame', 'after-end', 'lost-end'])(
    'is what %s is about: a reply that is not streamed stays as it is',
    async (fault) => {
      const bodyOf = (received: string) => {
        const start = received.indexOf('\r\n\r\n') + 4;
        return /transfer-encoding: chunked/i.test(received)
          ? chunksOf(received).join('')
          : received.slice(start);
      };
      expect(bodyOf(await receive(fault, false))).toBe(bodyOf(await receive(undefined, false)));
    },
  );
});

describe('an answer before its head, seen from a socket', () => {
  /** The head without what changes with time. */
  const headless = (received: string) => received.replace(/^Date: .*\r\n/im, '');

  it.each([
    [
      'proxy-error',
      'HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 150\r\nConnection: close\r\n\r\n' +
        '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n' +
        '<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
    ],
    [
      'proxy-error;status=504;body=text',
      'HTTP/1.1 504 Gateway Timeout\r\ncontent-type: text/plain\r\ncontent-length: 16\r\nConnection: close\r\n\r\nGateway Time-out',
    ],
    [
      'proxy-error;status=413;body=none',
      'HTTP/1.1 413 Payload Too Large\r\ncontent-length: 0\r\nConnection: close\r\n\r\n',
    ],
    [
      'proxy-error;status=503;body=json',
      'HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\ncontent-length: 41\r\nConnection: close\r\n\r\n{"error":{"message":"upstream connect err',
    ],
    [
      'bad-head',
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 118\r\nConnection: close\r\n\r\n{"object":"error"}',
    ],
    [
      'bad-head;what=type',
      'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 18\r\nConnection: close\r\n\r\n{"object":"error"}',
    ],
    [
      'bad-head;what=gzip',
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 18\r\ncontent-encoding: gzip\r\nConnection: close\r\n\r\n{"object":"error"}',
    ],
    [
      'bad-head;what=redirect',
      'HTTP/1.1 307 Temporary Redirect\r\nlocation: /\r\ncontent-length: 0\r\nConnection: close\r\n\r\n',
    ],
  ])('is of %s exactly what a proxy sends', async (fault, expected) => {
    for (const stream of [true, false]) expect(headless(await receive(fault, stream))).toBe(expected);
    const { outcomes, recent_failures } = await server.stats();
    expect(outcomes.failed).toBe(2);
    expect(recent_failures[0]?.cause).toBe(fault.split(';')[0]);
  });

  it.each(['close', 'close;after_ms=1', 'silence;ms=1'])('is of %s nothing, and an end', async (fault) => {
    expect(await receive(fault, true)).toBe('');
    const { outcomes, recent_failures } = await server.stats();
    expect(outcomes.disconnected).toBe(1);
    expect(recent_failures[0]?.cause).toBe(fault.split(';')[0]);
  });

  it('is of close;how=rst a TCP reset', async () => {
    const client = await connectRaw(server.port);
    client.send(httpRequest(path, { model: 'm' }, { 'x-llmsim-fault': 'close;how=rst' }));
    expect(await client.ended).toMatchObject({ error: 'ECONNRESET', text: '' });
  });

  it('is of silence nothing at all until the client goes', async () => {
    const client = await connectRaw(server.port);
    client.send(httpRequest(path, { model: 'm' }, { 'x-llmsim-fault': 'silence' }));
    while ((await server.stats()).active_requests < 1);
    expect(client.pieces).toEqual([]);
    client.socket.destroy();
    while ((await server.stats()).outcomes.cancelled < 1);
  });

  it.each([408, 409, 421, 425, 502])('is of status;code=%i an error of the API', async (code) => {
    const answer = await server.say({}, { 'x-llmsim-fault': `status;code=${code}` });
    expect(answer.status).toBe(code);
    expect(await answer.json()).toHaveProperty('error');
  });
});
