import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request as sendRequest } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, type SettingPath, type Runtime } from '@llmsim/cli';
import { complete, completionText, endPrograms, startServing } from './cli-program.js';

/** A server in this process. */
interface Served {
  readonly url: string;
  /** All that it logged so far. */
  readonly logged: () => string;
  /** Sends it a signal to end, and waits until it has. */
  readonly end: () => Promise<void>;
}

let directory: string;
const open: Served[] = [];
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'llmsim-'));
});
afterAll(() => rm(directory, { recursive: true }));
afterEach(async () => {
  for (const served of open.splice(0)) await served.end();
  await endPrograms();
});

/** Serves with a configuration file of the given lines, without delays unless the file says otherwise. */
async function serve(config: string): Promise<Served> {
  const file = join(directory, `${open.length}.yaml`);
  await writeFile(file, config);
  const listeners: (() => void)[] = [];
  let logged = '';
  let ended: Promise<number> = Promise.resolve(0);
  const url = await new Promise<string>((resolve, reject) => {
    const runtime: Runtime = {
      stdout: { write: () => undefined },
      stderr: { write: (text) => (logged += text) },
      environment: config.includes('profile') ? {} : { LLMSIM_LATENCY_PROFILE: 'instant' },
      onSignal(signal, listener) {
        if (signal === 'SIGTERM') listeners.push(listener);
        return () => undefined;
      },
      hasLostTerminal: () => false,
      notifyParent: (message) => resolve(String(message['url'])),
      onParentGone: () => () => undefined,
    };
    const port = config.includes('port:') ? [] : ['--port', '0'];
    ended = run(['serve', '--config', file, ...port], runtime);
    void ended.then((code) => reject(new Error(`It ended with ${code}: ${logged}`)));
  });
  let isEnding = false;
  const end = async () => {
    // The second signal ends what a test has left open.
    for (const listener of listeners) listener();
    if (isEnding) for (const listener of listeners) listener();
    isEnding = true;
    await ended;
  };
  const served = { url, logged: () => logged, end };
  open.push({ ...served, end: async () => Promise.all([end(), end()]).then(() => undefined) });
  return served;
}

const get = (url: string, headers: Record<string, string> = {}) => fetch(url, { headers });

async function getJson(url: string): Promise<Record<string, unknown>> {
  return (await (await fetch(url)).json()) as Record<string, unknown>;
}

/** Milliseconds until a completion of the given length is there. */
async function timeOf(
  url: string,
  body: Readonly<Record<string, unknown>> = { max_tokens: 1 },
): Promise<number> {
  const begun = performance.now();
  await (await complete(url, body)).text();
  return performance.now() - begun;
}

/** The statuses of two requests of which the first is still open when the second is sent. */
async function overlap(url: string): Promise<[number, number]> {
  const first = await complete(url, { stream: true });
  const second = await fetch(`${url}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }], stream: true }),
  });
  await Promise.all([first.body?.cancel(), second.body?.cancel()]);
  return [first.status, second.status];
}

/** The status of a request to become a WebSocket, which stays open. */
function openSocket(url: string): Promise<number> {
  const headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  return new Promise((resolve, reject) => {
    const request = sendRequest(`${url}/openai/v1/responses`, { headers });
    request.on('upgrade', () => resolve(101));
    request.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    request.end();
  });
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Sends what may be part of a request, and gives all that comes back until the server ends the connection. */
async function exchangeBytes(url: string, sent: string): Promise<string> {
  const socket = connectTo(url);
  socket.write(sent);
  let received = '';
  for await (const piece of socket.setEncoding('utf8')) received += String(piece);
  return received;
}

function connectTo(url: string): Socket {
  const { hostname, port } = new URL(url);
  return connect(Number(port), hostname);
}

/** The status of a path, asked for by a host name. */
function statusByName(url: string, path: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    sendRequest(`${url}${path}`, { headers: { host }, agent: false })
      .on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      })
      .on('error', reject)
      .end();
  });
}

/** Waits for something that happens in this process, soon. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

const statusOf = async (url: string, body?: Readonly<Record<string, unknown>>) =>
  (await complete(url, body)).status;
const tool = {
  type: 'function',
  function: { name: 'weather', parameters: { type: 'object', properties: {} } },
};
const askForTool = { tools: [tool], messages: [{ role: 'user', content: 'How is the weather?' }] };
const slowStream = 'latency: {profile: instant, tbt: 50}\nresponse: {target_tokens: 1000}\n';

/** For each setting, that a server with it does something else than one without. */
const effects: Readonly<Record<SettingPath, () => Promise<void>>> = {
  'server.host': async () => {
    expect((await serve('server: {host: 0.0.0.0}')).url).toMatch(/^http:\/\/0\.0\.0\.0:/);
  },
  'server.port': async () => {
    const port = await findFreePort();
    expect((await serve(`server: {port: ${port}}`)).url).toBe(`http://127.0.0.1:${port}`);
  },
  'server.drain_timeout_ms': async () => {
    const { url, end } = await serve(`server: {drain_timeout_ms: 50}\n${slowStream}`);
    const reply = await complete(url, { stream: true });
    const ended = end();
    await expect(reply.text()).rejects.toThrow();
    await ended;
  },
  'server.workers': async () => {
    const { program } = await startServing([], { environment: { LLMSIM_WORKERS: '2' } });
    await program.printed(/2 workers serve/);
  },
  'server.alias': async () => {
    const { url } = await serve('server: {alias: off}');
    expect((await get(`${url}/v1/models`)).status).toBe(404);
    expect((await get(`${(await serve('')).url}/v1/models`)).status).toBe(200);
  },
  'server.control_headers': async () => {
    const headers = { 'content-type': 'application/json', 'x-llmsim-fault': 'server-error' };
    const body = JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }] });
    const status = async (url: string) =>
      (await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body })).status;
    expect(await status((await serve('server: {control_headers: false}')).url)).toBe(200);
    expect(await status((await serve('')).url)).toBe(500);
  },
  'server.cors': async () => {
    const { url } = await serve('server: {cors: [https://a.example]}');
    const allowed = async (origin: string) =>
      (await get(`${url}/v1/models`, { origin })).headers.get('access-control-allow-origin');
    expect(await allowed('https://a.example')).toBe('https://a.example');
    expect(await allowed('https://b.example')).toBeNull();
  },
  'server.operations_cors': async () => {
    const { url } = await serve('server: {operations_cors: "*"}');
    const { headers } = await get(`${url}/llmsim/stats`, { origin: 'https://a.example' });
    expect(headers.get('access-control-allow-origin')).toBe('*');
  },
  'server.operations_key': async () => {
    const { url } = await serve('server: {operations_key: ops}');
    expect((await get(`${url}/metrics`)).status).toBe(401);
    expect((await get(`${url}/metrics`, { authorization: 'Bearer ops' })).status).toBe(200);
  },
  'server.allowed_hosts': async () => {
    const { url } = await serve('server: {allowed_hosts: [stats.internal]}');
    expect(await statusByName(url, '/metrics', 'stats.internal')).toBe(200);
    expect(await statusByName((await serve('')).url, '/metrics', 'stats.internal')).toBe(403);
  },
  'server.tenants': async () => {
    const othersStatus = async (url: string) => {
      const headers = { 'content-type': 'application/json', authorization: 'Bearer sk-one' };
      const body = JSON.stringify({ model: 'gpt-4o', input: 'Hi' });
      const made = await fetch(`${url}/v1/responses`, { method: 'POST', headers, body });
      const { id } = (await made.json()) as { id: string };
      return (await get(`${url}/v1/responses/${id}`, { authorization: 'Bearer sk-two' })).status;
    };
    expect(await othersStatus((await serve('server: {tenants: none}')).url)).toBe(200);
    expect(await othersStatus((await serve('')).url)).toBe(404);
  },
  'server.headers_timeout_ms': async () => {
    const { url } = await serve('server: {headers_timeout_ms: 100}');
    expect(await exchangeBytes(url, 'GET / HTTP/1.1\r\n')).toContain('408');
  },
  'server.request_timeout_ms': async () => {
    const { url } = await serve('server: {request_timeout_ms: 100}');
    const head = 'POST /v1/responses HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n';
    expect(await exchangeBytes(url, head)).toContain('408');
  },
  'server.keep_alive_timeout_ms': async () => {
    const { url } = await serve('server: {keep_alive_timeout_ms: 100}');
    // Without a time-out of its own, this would wait for the default of 75 s.
    expect(await exchangeBytes(url, 'GET /health HTTP/1.1\r\nhost: a\r\n\r\n')).toContain('200 OK');
  },
  'server.idle_timeout_ms': async () => {
    const { url } = await serve('server: {idle_timeout_ms: 200}\nresponse: {target_tokens: 300000}');
    const socket = connectTo(url);
    socket.on('error', () => undefined).pause();
    const body = JSON.stringify({
      model: 'gpt-4o',
      messages: [{ role: 'user', content: 'x' }],
      stream: true,
    });
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    for (let cancelled: unknown = 0; cancelled !== 1;) {
      const { outcomes } = (await getJson(`${url}/llmsim/stats`)) as { outcomes: Record<string, unknown> };
      cancelled = outcomes['cancelled'];
    }
    socket.destroy();
  },
  'server.max_connections': async () => {
    expect(await overlap((await serve(`server: {max_connections: 1}\n${slowStream}`)).url)).toEqual([
      200, 503,
    ]);
  },
  'server.max_streams': async () => {
    expect(await overlap((await serve(`server: {max_streams: 1}\n${slowStream}`)).url)).toEqual([200, 503]);
  },
  'server.max_websockets': async () => {
    const { url } = await serve('server: {max_websockets: 1}');
    expect([await openSocket(url), await openSocket(url)]).toEqual([101, 503]);
  },
  'server.requests_log': async () => {
    const { url } = await serve('server: {requests_log: 1}');
    await completionText(url);
    await completionText(url);
    expect((await getJson(`${url}/llmsim/requests`))['requests']).toHaveLength(1);
  },
  'server.requests_log_chunks': async () => {
    const { url } = await serve('server: {requests_log_chunks: true}\nresponse: {target_tokens: 7}');
    await (await complete(url, { stream: true })).text();
    const { requests } = (await getJson(`${url}/llmsim/requests`)) as {
      requests: { chunk_times: { ms: number[]; tokens: number[] } }[];
    };
    expect(requests[0]?.chunk_times.ms).toHaveLength(7);
    expect(requests[0]?.chunk_times.tokens).toEqual([1, 1, 1, 1, 1, 1, 1]);
  },
  'server.body_limit': async () => {
    expect(await statusOf((await serve('server: {body_limit: 50}')).url)).toBe(413);
  },
  'server.value_limit': async () => {
    const { url } = await serve('server: {value_limit: 50000}');
    const ask = (values: number) => complete(url, { metadata: new Array<number>(values).fill(1) });
    expect((await ask(49_000)).status).toBe(400);
    const refused = await ask(50_000);
    expect(refused.status).toBe(413);
    expect(await refused.text()).toContain('server.value_limit');
  },
  'server.reply_limit': async () => {
    const { url } = await serve('server: {reply_limit: 1MiB}');
    const ask = (choices: number) => complete(url, { n: choices, logprobs: true, top_logprobs: 20 });
    expect((await ask(1)).status).toBe(200);
    const refused = await ask(128);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('server.reply_limit');
  },
  'server.buffer_limit': async () => {
    const { url } = await serve('server: {buffer_limit: 2000}');
    // Two that announce more than half of it and send nothing of it: one waits, and the other loses its place.
    const answers = [0, 1].map(
      () =>
        new Promise<string>((resolve, reject) => {
          const socket = connect(Number(new URL(url).port), '127.0.0.1');
          socket.on('error', reject).on('data', (data) => resolve(data.toString()));
          const head = ['POST /v1/chat/completions HTTP/1.1', 'host: test', 'content-length: 1500'];
          socket.write(`${head.join('\r\n')}\r\n\r\n{`);
        }),
    );
    expect(await Promise.race(answers)).toMatch(/^HTTP\/1\.1 503 [^]*server\.buffer_limit/);
  },
  'response.generator': async () => {
    expect(await completionText((await serve('response: {generator: "fixed:Hello"}')).url)).toBe('Hello');
  },
  'response.target_tokens': async () => {
    const reply = await complete((await serve('response: {target_tokens: 7}')).url);
    expect(await reply.json()).toMatchObject({ usage: { completion_tokens: 7 } });
  },
  'response.tool_calls': async () => {
    const reply = await complete((await serve('response: {tool_calls: never}')).url, askForTool);
    expect(await reply.json()).toMatchObject({ choices: [{ finish_reason: 'stop' }] });
    const other = await complete((await serve('')).url, askForTool);
    expect(await other.json()).toMatchObject({ choices: [{ finish_reason: 'tool_calls' }] });
  },
  'response.vary': async () => {
    const same = async (settings: string) => {
      const { url } = await serve(settings);
      return (await completionText(url)) === (await completionText(url));
    };
    expect(await same('response: {vary: never}')).toBe(true);
    expect(await same('')).toBe(false);
    expect(await same('seed: 1\nresponse: {vary: always}')).toBe(false);
  },
  'stream.tokens_per_chunk': async () => {
    const { url } = await serve('stream: {tokens_per_chunk: 7}\nresponse: {target_tokens: 70}');
    await (await complete(url, { stream: true })).text();
    expect(await getJson(`${url}/llmsim/stats`)).toMatchObject({ chunks: 10, completion_tokens: 70 });
  },
  'stream.speculative': async () => {
    const { url } = await serve('stream: {speculative: {accept: [1, 1, 1]}}\nresponse: {target_tokens: 40}');
    await (await complete(url, { stream: true })).text();
    expect(await getJson(`${url}/llmsim/stats`)).toMatchObject({ chunks: 10, completion_tokens: 40 });
  },
  'latency.profile': async () => {
    const { url } = await serve('latency: {profile: gpt-4}');
    expect(await timeOf(url)).toBeGreaterThan(200);
    expect(await getJson(`${url}/llmsim/stats`)).toMatchObject({ server: { profile: 'gpt-4' } });
  },
  'latency.ttft_mean_ms': async () => {
    const { url } = await serve('latency: {profile: instant, ttft_mean_ms: 200, ttft_stddev_ms: 0}');
    expect(await timeOf(url)).toBeGreaterThan(195);
  },
  'latency.ttft_stddev_ms': async () => {
    const { url } = await serve('seed: 1\nlatency: {profile: instant, ttft_stddev_ms: 500}');
    expect(await timeOf(url)).toBeGreaterThan(50);
  },
  'latency.tbt_mean_ms': async () => {
    const { url } = await serve('latency: {profile: instant, tbt_mean_ms: 20, tbt_stddev_ms: 0}');
    expect(await timeOf(url, { max_tokens: 11 })).toBeGreaterThan(195);
  },
  'latency.tbt_stddev_ms': async () => {
    const { url } = await serve('latency: {profile: instant, tbt_stddev_ms: 20}');
    expect(await timeOf(url, { max_tokens: 30 })).toBeGreaterThan(150);
  },
  'latency.ttft': async () => {
    expect(await timeOf((await serve('latency: {profile: instant, ttft: 200}')).url)).toBeGreaterThan(195);
  },
  'latency.tbt': async () => {
    const { url } = await serve(
      'latency: {profile: instant, tbt: {distribution: uniform, min: 20, max: 20}}',
    );
    expect(await timeOf(url, { max_tokens: 11 })).toBeGreaterThan(195);
  },
  'latency.prefill_ms_per_1000_tokens': async () => {
    const { url } = await serve('latency: {profile: instant, prefill_ms_per_1000_tokens: 400}');
    const messages = [{ role: 'user', content: 'one two '.repeat(250) }];
    expect(await timeOf(url, { messages, max_tokens: 1 })).toBeGreaterThan(195);
  },
  'latency.models': async () => {
    const { url } = await serve('latency: {profile: instant, models: {"gpt-4o-m*": {ttft: 200}}}');
    expect(await timeOf(url, { model: 'gpt-4o-mini', max_tokens: 1 })).toBeGreaterThan(195);
    expect(await timeOf(url)).toBeLessThan(195);
  },
  'errors.rate_limit_rate': async () => {
    expect(await statusOf((await serve('errors: {rate_limit_rate: 1}')).url)).toBe(429);
  },
  'errors.server_error_rate': async () => {
    const { url } = await serve('seed: 1\nerrors: {server_error_rate: 1}');
    const statuses = [];
    for (let asked = 0; asked < 20; asked += 1) statuses.push(await statusOf(url));
    expect([...new Set(statuses)].toSorted()).toEqual([500, 503]);
  },
  'errors.timeout_rate': async () => {
    expect(await statusOf((await serve('errors: {timeout_rate: 1, timeout_after_ms: 0}')).url)).toBe(504);
  },
  'errors.timeout_after_ms': async () => {
    const { url } = await serve('errors: {timeout_rate: 1, timeout_after_ms: 200}');
    expect(await timeOf(url)).toBeGreaterThan(195);
  },
  'errors.modes': async () => {
    const { url } = await serve('errors: {modes: [{mode: overloaded, rate: 1, model: "gpt-4o*"}]}');
    expect(await statusOf(url)).toBe(503);
    expect(await statusOf(url, { model: 'gpt-4' })).toBe(200);
  },
  'models.available': async () => {
    const { url } = await serve('models: {available: [mine, gpt-4o]}');
    const { data } = (await getJson(`${url}/v1/models`)) as { data: { id: string }[] };
    expect(data.map(({ id }) => id)).toEqual(['mine', 'gpt-4o']);
  },
  'models.unknown': async () => {
    const { url } = await serve('models: {unknown: reject}');
    expect(await statusOf(url, { model: 'mine' })).toBe(404);
    expect(await statusOf(url)).toBe(200);
  },
  'models.added': async () => {
    const { url } = await serve('models: {added: [{id: mine, context_window: 5}]}');
    expect(await statusOf(url, { model: 'mine' })).toBe(400);
  },
  'models.reasoning': async () => {
    const { url } = await serve('models: {reasoning: off}');
    const reply = await complete(url, { model: 'gpt-5', max_completion_tokens: 7 });
    expect(await reply.json()).toMatchObject({
      usage: { completion_tokens_details: { reasoning_tokens: 0 } },
    });
  },
  'models.legacy_parameters': async () => {
    const { url } = await serve('models: {legacy_parameters: accept}');
    expect(await statusOf(url, { model: 'gpt-5', max_tokens: 7 })).toBe(200);
  },
  'limits.requests_per_minute': async () => {
    const { url } = await serve('limits: {requests_per_minute: 1}');
    expect([await statusOf(url), await statusOf(url)]).toEqual([200, 429]);
  },
  'limits.tokens_per_minute': async () => {
    expect(await statusOf((await serve('limits: {tokens_per_minute: 2}')).url)).toBe(429);
  },
  'limits.input_tokens_per_minute': async () => {
    expect(await statusOf((await serve('limits: {input_tokens_per_minute: 2}')).url)).toBe(429);
  },
  'limits.output_tokens_per_minute': async () => {
    const { url } = await serve('limits: {output_tokens_per_minute: 5}');
    expect(await statusOf(url, { max_tokens: 6 })).toBe(429);
    expect(await statusOf(url, { max_tokens: 4 })).toBe(200);
  },
  'limits.models': async () => {
    const { url } = await serve('limits: {models: {"gpt-4o*": {requests_per_minute: 1}}}');
    expect([await statusOf(url), await statusOf(url), await statusOf(url, { model: 'gpt-4' })]).toEqual([
      200, 429, 200,
    ]);
  },
  'limits.keys': async () => {
    const { url } = await serve('limits: {keys: {sk-test: {requests_per_minute: 1}}}');
    expect([await statusOf(url), await statusOf(url)]).toEqual([200, 429]);
  },
  'auth.api_keys': async () => {
    expect(await statusOf((await serve('auth: {api_keys: [sk-other]}')).url)).toBe(401);
    expect(await statusOf((await serve('auth: {api_keys: [sk-other, sk-test]}')).url)).toBe(200);
  },
  'auth.api_keys_file': async () => {
    const file = join(directory, 'keys.txt');
    await writeFile(file, 'sk-other\nsk-test\n');
    expect(await statusOf((await serve(`auth: {api_keys_file: ${file}}`)).url)).toBe(200);
    await writeFile(file, 'sk-other\n');
    expect(await statusOf((await serve(`auth: {api_keys_file: ${file}}`)).url)).toBe(401);
  },
  scenarios: async () => {
    const file = join(directory, 'scenarios.yaml');
    await writeFile(file, 'scenarios: [{ when: { user: Hello }, reply: As written. }]');
    const { url } = await serve(`scenarios: [${file}]`);
    expect(await completionText(url)).toBe('As written.');
    expect(await statusOf(url, { messages: [{ role: 'user', content: 'Bye' }] })).toBe(400);
  },
  seed: async () => {
    const [one, same, other] = [await serve('seed: 1'), await serve('seed: 1'), await serve('seed: 2')];
    expect(await completionText(one.url)).toBe(await completionText(same.url));
    expect(await completionText(one.url)).not.toBe(await completionText(other.url));
  },
  strict: async () => {
    expect(await statusOf((await serve('strict: true')).url, { unheard_of: 1 })).toBe(400);
    expect(await statusOf((await serve('')).url, { unheard_of: 1 })).toBe(200);
  },
  'log.level': async () => {
    const { url, logged } = await serve('log: {level: debug, format: json}');
    await completionText(url);
    await until(() => logged() !== '');
    expect(JSON.parse(logged())).toMatchObject({ level: 'debug', model: 'gpt-4o', status: 200 });
  },
  'log.format': async () => {
    const { logged, end } = await serve('log: {format: pretty}');
    await end();
    expect(logged()).toMatch(/^\[\d\d:\d\d.*\] .*Ending/);
  },
  'log.file': async () => {
    const file = join(directory, 'llmsim.log');
    const { end } = await serve(`log: {file: ${file}}`);
    await end();
    expect(await readFile(file, 'utf8')).toContain('Ending');
  },
};

it.each(Object.entries(effects))('%s has an effect', async (_path, showEffect) => {
  await showEffect();
});

it('goes through all settings there are', async () => {
  const lines: string[] = [];
  const silent = { write: () => undefined };
  const runtime: Runtime = {
    stdout: { write: (text) => lines.push(...text.split('\n')) },
    stderr: silent,
    environment: {},
    onSignal: () => () => undefined,
    hasLostTerminal: () => false,
    notifyParent: () => undefined,
    onParentGone: () => () => undefined,
  };
  await run(['config', 'print'], runtime);
  let section = '';
  const paths = lines.flatMap((line) => {
    const [, indent = '', key = '', value = ''] = /^( *)(\w+):(.*)/.exec(line) ?? [];
    if (value === '' && key !== '') section = key;
    return value === '' ? [] : [indent === '' ? key : `${section}.${key}`];
  });
  expect(Object.keys(effects)).toEqual(paths);
});
