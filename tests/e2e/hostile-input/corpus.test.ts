import { createAttacks, type Attack } from '../../../benchmarks/attack/attacks.js';
import { createConnectionAttacks } from '../../../benchmarks/attack/connection-attacks.js';
import { startWatchedServer, type WatchedServer } from './watched-server.js';

/**
 * For how long a server may let nobody else have a turn, in milliseconds of processor time. Steps take a few, and
 * collecting garbage some tens on a busy machine; what went wrong took half a second at least.
 */
const longestTurnMs = 250;
/** What an attack may take: attacks are a tenth of what they were when they took thousands. */
const mostMegabytes = 150;

/** A tenth of what stopped a server for seconds, or filled its memory. */
const attacks = createAttacks(0.1);
const connectionAttacks = createConnectionAttacks(0.1).filter(({ config }) => config === undefined);

async function attack(url: string, { path, headers, body, requests }: Attack): Promise<readonly number[]> {
  const text = body();
  const send = async () => {
    const all = { 'content-type': 'application/json', ...headers };
    const response = await fetch(url + path, { method: 'POST', headers: all, body: text });
    await response.body?.pipeTo(new WritableStream());
    return response.status;
  };
  return Promise.all(Array.from({ length: requests }, send));
}

/** Asks for something small. */
async function ask(url: string): Promise<number> {
  const response = await fetch(`${url}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-llmsim-tokens': '5' },
    body: JSON.stringify({ model: 'gpt-4.1', messages: [{ role: 'user', content: 'A prompt: éß天' }] }),
  });
  await response.text();
  return response.status;
}

const flagsOf = ({ flags = [] }: Attack) => flags;
const groups = [...new Set(attacks.map((each) => JSON.stringify(flagsOf(each))))].map((flags) => ({
  flags: JSON.parse(flags) as string[],
  of: attacks.filter((each) => JSON.stringify(flagsOf(each)) === flags),
}));

let server: WatchedServer;
const start = async (flags: readonly string[], environment = {}) => {
  server = await startWatchedServer(flags, environment);
  // So that what is loaded with the first request is not counted against one of those.
  await ask(server.url);
};
const end = () => server.stop();

/** Attacks the server while others ask for something small, so many times at least. */
async function watch(
  run: (stop: AbortSignal) => Promise<unknown>,
  times: number,
  isEndless: boolean,
): Promise<void> {
  const before = await server.look();
  const state = { isOver: false };
  const stop = new AbortController();
  const attacking = run(stop.signal).finally(() => (state.isOver = true));
  for (let asked = 0; asked < times || (!state.isOver && !isEndless); asked += 1)
    expect(await ask(server.url)).toBe(200);
  stop.abort();
  await attacking;
  const watched = await server.look();
  expect(watched.longestMs).toBeLessThan(longestTurnMs);
  expect((watched.mostBytes - before.mostBytes) / 1e6).toBeLessThan(mostMegabytes);
}

describe.each(groups)('a server with the flags $flags serves others during', ({ flags, of }) => {
  beforeAll(() => start(flags));
  afterAll(end);
  it.each(of.map((each) => [each.name, each] as const))('%s', (_name, each) =>
    watch(() => attack(server.url, each), 1, false),
  );
});

describe('a server serves others during', () => {
  // An eighth of what is usual, as the attacks are smaller than usual.
  beforeAll(() => start([], { LLMSIM_BUFFER_LIMIT: '16MiB' }));
  afterAll(end);
  it.each(connectionAttacks.map((each) => [each.name, each] as const))('%s', (_name, each) =>
    watch((stop) => each.run(server.port, stop), 20, true),
  );
});
