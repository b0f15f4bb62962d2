import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { complete, completionText, endPrograms, runProgram, startServing } from './cli-program.js';

let directory: string;
let config: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'llmsim-'));
  config = join(directory, 'llmsim.yaml');
});
afterAll(() => rm(directory, { recursive: true }));
afterEach(endPrograms);

/** A stream of so many tokens, one every 20 ms, of which the head has arrived. */
async function openStream(url: string): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const response = await complete(url, { stream: true });
  if (response.body === null) throw new Error('no body');
  return response.body.getReader();
}

async function readToEnd(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
  }
}

const slow = ['--latency', 'instant'];
const paced = (tokens: number) => ({
  environment: { LLMSIM_LATENCY_TBT: '20', LLMSIM_RESPONSE_TARGET_TOKENS: String(tokens) },
});

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  it('ends a server that has nothing to do', async () => {
    const { program, url } = await startServing();
    expect((await fetch(`${url}/health`)).status).toBe(200);
    program.signal(signal);
    expect(await program.ending).toMatchObject({ code: 0, signal: null });
  });

  it('lets open streams finish, takes no new work, and ends with the last of them', async () => {
    const { program, url } = await startServing([...slow, '--drain-timeout', '10m'], paced(50));
    const reader = await openStream(url);
    await reader.read();
    program.signal(signal);
    await program.printed(/Ending/);
    await expect(fetch(`${url}/health`)).rejects.toThrow();
    expect(await readToEnd(reader)).toMatch(/data: \[DONE\]\n\n$/);
    expect(await program.ending).toMatchObject({ code: 0, signal: null });
  });

  it('ends streams that take longer than --drain-timeout', async () => {
    const { program, url } = await startServing([...slow, '--drain-timeout', '100ms'], paced(3000));
    const reader = await openStream(url);
    await reader.read();
    program.signal(signal);
    await readToEnd(reader).catch(() => undefined);
    expect(await program.ending).toMatchObject({ code: 0, signal: null });
  });

  it('ends at once if it comes twice', async () => {
    const { program, url } = await startServing(slow, paced(3000));
    const reader = await openStream(url);
    await reader.read();
    program.signal(signal);
    await program.printed(/Ending/);
    program.signal(signal);
    await readToEnd(reader).catch(() => undefined);
    expect(await program.ending).toMatchObject({ code: 0, signal: null });
  });
});

describe('reading the configuration again', () => {
  const says = (text: string, more = '') =>
    writeFile(config, `response: {generator: "fixed:${text}"}\n${more}`);

  it('takes new settings for new requests and leaves streams alone, on SIGHUP', async () => {
    await writeFile(config, 'latency: {profile: instant, tbt: 20}\nresponse: {generator: "lorem:50"}\n');
    const { program, url } = await startServing(['--config', config]);
    const reader = await openStream(url);
    await reader.read();
    await says('new', 'latency: {profile: instant}\n');
    program.signal('SIGHUP');
    await program.printed(/was read again\. Changed: response\.generator, latency\.tbt\./);
    expect(await completionText(url)).toBe('new');
    const rest = await readToEnd(reader);
    expect(rest).toMatch(/data: \[DONE\]\n\n$/);
    expect(rest).not.toContain('new');
  });

  it('keeps the old settings if the file is wrong, and says what is wrong', async () => {
    await says('old');
    const { program, url } = await startServing(['--config', config, ...slow]);
    await writeFile(config, 'response: {generator: lorm}\n');
    program.signal('SIGHUP');
    await program.printed(/The settings stay as they were\. .*:1:12: response\.generator: found \\?"lorm/);
    expect(await completionText(url)).toBe('old');
  });

  it('is done by `llmsim reload`, too, which reports what came of it', async () => {
    await says('old');
    const { url } = await startServing(['--config', config, ...slow]);
    await says('new', 'server: {host: localhost}\n');
    expect(await runProgram(['reload', url])).toMatchObject({
      code: 0,
      stdout: `llmsim: ${config} was read again. Changed: response.generator. A restart is needed for server.host.\n`,
    });
    expect(await completionText(url)).toBe('new');

    await writeFile(config, 'a: 1\n');
    const { code, stderr } = await runProgram(['reload', url.replace('http://', '')]);
    expect(code).toBe(1);
    expect(stderr).toContain(`The settings stay as they were. ${config}:1:1: a: there is no such setting.`);
    expect(await completionText(url)).toBe('new');
  });

  it('goes on counting', async () => {
    await says('old');
    const { url } = await startServing(['--config', config, ...slow]);
    await completionText(url);
    await says('new');
    await runProgram(['reload', url]);
    await completionText(url);
    const stats = (await (await fetch(`${url}/llmsim/stats`)).json()) as { total_requests: number };
    expect(stats.total_requests).toBe(2);
  });

  it('is nothing for a server without a file', async () => {
    const { url } = await startServing();
    expect(await runProgram(['reload', url])).toMatchObject({
      code: 1,
      stderr: 'llmsim: There is no configuration file to read again; start with --config FILE.\n',
    });
  });

  it('is only for programs on this machine', async () => {
    await says('old');
    const { url } = await startServing(['--config', config]);
    for (const headers of [{ origin: 'https://example.com' }, { 'x-forwarded-for': '10.0.0.1' }]) {
      expect((await fetch(`${url}/llmsim/reload`, { method: 'POST', headers })).status).toBe(403);
    }
  });

  it('says so if there is no server', async () => {
    const { program, url } = await startServing();
    program.signal('SIGTERM');
    await program.ending;
    expect(await runProgram(['reload', url])).toMatchObject({
      code: 1,
      stderr: `llmsim: No llmsim answers at ${url}. Say where it listens: npm run llmsim -- reload http://127.0.0.1:8080\n`,
    });
  });
});

describe('waits that nobody waits for any more', () => {
  it.each([
    ['the fault timeout', 1, { LLMSIM_ERRORS_TIMEOUT_RATE: '1' }, {}],
    ['an hour to the first token', 1, { LLMSIM_LATENCY_TTFT: '3600000' }, { stream: true }],
    ['an hour to a whole reply', 1, { LLMSIM_LATENCY_TTFT: '3600000' }, {}],
    ['an hour, with workers', 2, { LLMSIM_LATENCY_TTFT: '3600000' }, { stream: true }],
  ] as const)('do not keep the program: %s', async (_name, workers, environment, body) => {
    const { program, url } = await startServing(
      ['--latency', 'instant', '--drain-timeout', '300ms', '--workers', String(workers)],
      { environment },
    );
    const leaving = new AbortController();
    const asked = fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }], ...body }),
      signal: leaving.signal,
    }).then(
      (response) =>
        response.body
          ?.getReader()
          .read()
          .catch(() => undefined),
      () => undefined,
    );
    for (let active: unknown = 0; active !== 1;) {
      const stats = (await (await fetch(`${url}/llmsim/stats`)).json()) as Record<string, unknown>;
      active = stats['active_requests'];
    }
    leaving.abort();
    await asked;
    program.signal('SIGTERM');
    // Without an end to what is scheduled, it would end with the wait: in half a minute, or an hour.
    expect(await program.ending).toMatchObject({ code: 0, signal: null });
  });
});
