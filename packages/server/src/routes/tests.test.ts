import { once } from 'node:events';
import WebSocket from 'ws';
import { startTinyServer, type TinyServer } from '../../fixtures/tiny-server.js';
import type { LedgerEntry } from '../operations/request-ledger.js';
import type { TestReport } from '../scenarios/scenario-service.js';

const file = `
scenarios:
  - { name: greeting, when: { user: hello }, reply: 'Hi from one.' }
  - { name: shaky, when: { user: shaky }, fault: overloaded;attempts=1, reply: 'Steady.' }
`;

let server: TinyServer;
beforeEach(async () => {
  server = await startTinyServer({ scenarios: [{ file: 'common.yaml', text: file }] });
});
afterEach(() => server.close());

const put = (id: string, text = '', query = '') =>
  fetch(`${server.url}/llmsim/tests/${id}${query}`, { method: 'PUT', body: text });
const report = async (id: string) =>
  (await (await fetch(`${server.url}/llmsim/tests/${id}`)).json()) as TestReport;
/** The tests and paths of finished requests, the newest first. */
const ledger = async (query: string) => {
  const answer = await fetch(`${server.url}/llmsim/requests${query}`);
  const { requests } = (await answer.json()) as { requests: readonly LedgerEntry[] };
  return requests.map(({ test, path }) => ({ test, path }));
};
const say = async (text: string, test?: string) => {
  const answer = await server.say({ text }, test === undefined ? {} : { 'x-llmsim-test': test });
  const { said, ...rest } = (await answer.json()) as { said?: string; message?: string };
  return { status: answer.status, text: said, ...rest };
};

describe('a test', () => {
  it('is named by a header, and its requests are listed with the turns they met', async () => {
    expect(await say('hello', 'a')).toMatchObject({ status: 200, text: 'Hi from one.' });
    expect(await report('a')).toEqual({
      test: 'a',
      verdict: 'pass',
      reasons: [],
      unreached: [],
      dropped: 0,
      requests: [
        {
          number: 1,
          request_id: expect.stringMatching(/^req_/) as string,
          api: 'tiny',
          endpoint: 'say',
          model: 'tiny',
          attempt: 1,
          result: 'met',
          scenario: 'greeting',
          turn: 1,
          place: 'common.yaml:3',
          explanation: null,
          fault: null,
          tool_calls: [],
          text: 'Hi from one.',
        },
      ],
    });
  });

  it('is named by the front of the URL where headers cannot be set', async () => {
    const answer = await fetch(`${server.url}/t/my-test.1/tiny/v1/say`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'tiny', text: 'hello' }),
    });
    expect(answer.status).toBe(200);
    expect((await report('my-test.1')).requests).toHaveLength(1);
  });

  it('is named by the front of the URL of a WebSocket, too', async () => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/t/on-socket/tiny/v1/talk`);
    await once(socket, 'open');
    const ended = new Promise<void>((resolve) => {
      socket.on('message', (data: Buffer) => {
        if (data.toString().includes('"ended"')) resolve();
      });
    });
    socket.send(JSON.stringify({ model: 'tiny', text: 'hello' }));
    await ended;
    socket.terminate();
    expect((await report('on-socket')).requests).toMatchObject([{ api: 'tiny', scenario: 'greeting' }]);
    expect(await ledger('?test=on-socket')).toEqual([{ test: 'on-socket', path: null }]);
  });

  it('is what the ledger can be asked for', async () => {
    await say('hello', 'a');
    await say('hello', 'b');
    await say('no such text', 'b');
    await say('hello');
    const path = '/tiny/v1/say';
    expect(await ledger('?test=b')).toEqual([
      { test: 'b', path },
      { test: 'b', path },
    ]);
    expect(await ledger('?test=c')).toEqual([]);
    expect((await ledger('')).map(({ test }) => test)).toEqual([null, 'b', 'b', 'a']);
  });

  it('is the default one where a request names none', async () => {
    await say('hello');
    expect((await report('default')).verdict).toBe('pass');
  });

  it('refuses what fits no scenario, in the words of the API, with the nearest', async () => {
    const nearest =
      /^No scenario fits this request\. Nearest is "greeting" \(common\.yaml:3\): the last user text should contain "hello", but it is "bye"\.$/;
    expect(await say('bye', 'a')).toMatchObject({
      status: 400,
      error: 'invalid-request',
      message: expect.stringMatching(nearest) as string,
    });
    expect(await report('a')).toMatchObject({
      verdict: 'fail',
      reasons: [expect.stringContaining('Request 1: No scenario fits')],
      requests: [{ result: 'unmatched', explanation: expect.stringMatching(nearest) as string }],
    });
  });

  it('counts attempts for itself, so that a fault strikes each test once', async () => {
    const statuses = async (test: string) => [
      (await say('shaky', test)).status,
      (await say('shaky', test)).status,
    ];
    expect(await statuses('a')).toEqual([503, 200]);
    expect(await statuses('b')).toEqual([503, 200]);
    expect((await report('b')).requests).toMatchObject([
      { attempt: 1, fault: 'overloaded', turn: 1 },
      { attempt: 2, fault: null, turn: 1, text: 'Steady.' },
    ]);
  });

  it('may have scenarios of its own, until it is deleted', async () => {
    await put(
      'a',
      'scenarios: [{ name: own, when: { user: hello }, reply: Hi from a. }, { name: missed, when: { user: x }, reply: x }]',
    );
    expect((await say('hello', 'a')).text).toBe('Hi from a.');
    expect((await say('hello', 'b')).text).toBe('Hi from one.');
    // All of a test's own scenarios are to be met.
    expect(await report('a')).toMatchObject({
      verdict: 'fail',
      reasons: ['"missed" (tests/a:1) was never reached.'],
      unreached: [{ scenario: 'missed', turn: 1 }],
    });
    await put('a', 'scenarios: [{ name: own, when: { user: hello }, reply: Changed. }]');
    expect((await say('hello', 'a')).text).toBe('Changed.');
    expect((await report('a')).requests).toHaveLength(1);
    expect((await fetch(`${server.url}/llmsim/tests/a`, { method: 'DELETE' })).status).toBe(204);
    expect((await fetch(`${server.url}/llmsim/tests/a`, { method: 'DELETE' })).status).toBe(404);
    expect((await say('hello', 'a')).text).toBe('Hi from one.');
  });

  it('keeps the bodies of its requests if that is wanted', async () => {
    await put('a', '', '?bodies=true');
    await say('hello', 'a');
    expect((await report('a')).requests[0]?.body).toEqual({ model: 'tiny', text: 'hello' });
  });

  it('is not touched by requests that are no turns', async () => {
    const headers = { 'x-llmsim-test': 'a', 'content-type': 'application/json' };
    const body = JSON.stringify({ model: 'tiny', text: 'nothing of a scenario' });
    expect((await fetch(`${server.url}/tiny/v1/measure`, { method: 'POST', headers, body })).status).toBe(
      200,
    );
    expect((await fetch(`${server.url}/tiny/v1/things/1`, { headers })).status).toBe(200);
    expect((await fetch(`${server.url}/llmsim/tests/a`)).status).toBe(404);
  });

  it('fails if nothing was asked', async () => {
    await put('a');
    expect(await report('a')).toMatchObject({ verdict: 'fail', reasons: ['No request was made.'] });
  });

  it('has replies with ids of its own, where others ask the same', async () => {
    const ids: string[] = [];
    await server.close();
    server = await startTinyServer(
      { scenarios: [{ file: 'common.yaml', text: file }] },
      { begin: ({ idSeed }) => void ids.push(idSeed.join('.')) },
    );
    for (const test of ['a', 'b', 'c']) await say('hello', test);
    expect(new Set(ids).size).toBe(3);
  });

  it.each([
    [
      'a scenario file is wrong',
      'a',
      'scenarios: [{ repl: x }]',
      400,
      /tests\/a:1:\d+: error: .*"scenarios\[0\]\.repl" is not known/s,
    ],
    ['an id is wrong', 'a%20b', '', 400, /The id of a test has 1 to 200 letters/],
    ['a file is too large', 'a', 'x'.repeat(9_000_000), 413, /entity\.too\.large/],
  ])('is refused where %s', async (_what, id, text, status, message) => {
    const answer = await put(id, text);
    expect(answer.status).toBe(status);
    expect(((await answer.json()) as { error: { message: string } }).error.message).toMatch(message);
  });
});

it('lists the tests there are', async () => {
  await put('b');
  await put('a');
  expect(await (await fetch(`${server.url}/llmsim/tests`)).json()).toEqual({ tests: ['b', 'a'] });
});

it('leaves requests alone where there are no scenarios and no test is named', async () => {
  await server.close();
  server = await startTinyServer();
  expect((await say('hello')).text).toBe(' one two three four five six seven eight nine ten');
  expect(await (await fetch(`${server.url}/llmsim/tests`)).json()).toEqual({ tests: [] });
});

it('does not look at tests where control headers are switched off', async () => {
  await server.close();
  server = await startTinyServer({ controlHeaders: false });
  expect((await fetch(`${server.url}/t/a/tiny/v1/say`, { method: 'POST', body: '{}' })).status).toBe(404);
  expect((await say('hello', 'a')).status).toBe(200);
});
