import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runDashboard, type DashboardOptions } from './run-dashboard.js';
import { llmsimAnswers, startFakeServer, type FakeServer } from './testing/fake-server.js';
import { createHeadlessTerminal, type HeadlessTerminal } from './testing/headless-terminal.js';
import { sampleBody } from './testing/sample-stats.js';

/** Runs a dashboard in a terminal in memory. */
function run(url: string, over: Partial<DashboardOptions> = {}) {
  const terminal = createHeadlessTerminal(80, 24);
  const errors = new PassThrough();
  const { input, output } = terminal;
  const exit = runDashboard({
    url,
    intervalMs: 200,
    input,
    output,
    errorOutput: errors,
    ascii: false,
    ...over,
  });
  const said = async () => {
    errors.end();
    return text(errors);
  };
  return { terminal, exit, said };
}

// Real sockets and a real clock: on a busy machine a poll may take its time.
const patienceMs = 60_000;
import.meta.jest.setTimeout(2 * patienceMs);

/** Waits until the screen shows something, which is a matter of a poll or two. */
async function shows(terminal: HeadlessTerminal, wanted: string): Promise<void> {
  const end = performance.now() + patienceMs;
  while (performance.now() < end) {
    if ((await terminal.screen()).join('\n').includes(wanted)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`The screen never showed "${wanted}":\n${(await terminal.screen()).join('\n')}`);
}

function listeners() {
  return ['exit', 'SIGINT', 'SIGTERM', 'SIGHUP', 'uncaughtException', 'uncaughtExceptionMonitor'].map(
    (name) => [name, process.listenerCount(name)] as const,
  );
}

describe('runDashboard', () => {
  let server: FakeServer;
  let seconds = 60;
  beforeEach(async () => {
    seconds = 60;
    server = await startFakeServer(llmsimAnswers(() => sampleBody((seconds += 1))));
  });
  afterEach(() => server.close());

  it('shows a server, follows its numbers and ends with 0 and a restored terminal when q is pressed', async () => {
    const before = listeners();
    const { terminal, exit, said } = run(server.url);
    await shows(terminal, '1,260');
    await shows(terminal, '1,320');
    terminal.type('q');
    expect(await exit).toBe(0);
    expect(await said()).toBe('');
    await terminal.screen();
    expect([terminal.isRaw(), terminal.terminal.buffer.active.type]).toEqual([false, 'normal']);
    expect(listeners()).toEqual(before);
  });

  it('waits for a server that is not there, and loses and finds it', async () => {
    const { url } = server;
    const port = Number(new URL(url).port);
    await server.close();
    const { terminal, exit } = run(url);
    await shows(terminal, 'No server: connection refused.');
    server = await startFakeServer(
      llmsimAnswers(() => sampleBody(60)),
      port,
    );
    await shows(terminal, '1,200');
    await server.close();
    await shows(terminal, 'Lost for');
    await shows(terminal, '1,200');
    server = await startFakeServer(
      llmsimAnswers(() => sampleBody(5)),
      port,
    );
    await shows(terminal, '+1.2k');
    terminal.type('\u0003');
    expect(await exit).toBe(0);
  });

  it.each([
    ['a page', { '/health': () => ({ body: 'hello' }) }],
    ['nothing but errors', {}],
  ])('refuses a server that answers %s with one line and exit code 1', async (_, answers) => {
    const other = await startFakeServer(answers);
    const { terminal, exit, said } = run(other.url);
    expect(await exit).toBe(1);
    expect(await said()).toMatch(/^llmsim: http:\/\/127\.0\.0\.1:\d+ is not a llmsim: .*\n$/);
    expect(terminal.written()).toBe('');
    await other.close();
  });

  it.each([
    ['an address that is none', { url: 'ftp://a' }, /"ftp:\/\/a" is not the address of a server/],
    ['an interval that is too short', { intervalMs: 100 }, /interval must be 200 to 1000 ms, not 100/],
    ['an interval that is too long', { intervalMs: 5000 }, /interval must be 200 to 1000 ms, not 5000/],
    ['an interval that is no number', { intervalMs: NaN }, /interval must be 200 to 1000 ms, not NaN/],
    ['an output that is no terminal', { output: new PassThrough() as never }, /needs a terminal; use --once/],
    ['an input that is no terminal', { input: new PassThrough() as never }, /needs a terminal; use --once/],
  ])('refuses %s with one line and exit code 1', async (_, over, expected) => {
    const { exit, said } = run(server.url, over);
    expect(await exit).toBe(1);
    const line = await said();
    expect(line).toMatch(expected);
    expect(line.trimEnd()).not.toContain('\n');
  });

  it('ends when its signal is aborted', async () => {
    const abort = new AbortController();
    const { terminal, exit } = run(server.url, { signal: abort.signal });
    await shows(terminal, 'requests');
    abort.abort();
    expect(await exit).toBe(0);
    await terminal.screen();
    expect(terminal.terminal.buffer.active.type).toBe('normal');
  });

  it('does not begin when its signal was aborted before', async () => {
    const { terminal, exit } = run(server.url, { signal: AbortSignal.abort() });
    expect([await exit, terminal.written()]).toEqual([0, '']);
  });

  it('draws in ASCII and without colours when told to', async () => {
    const { terminal, exit } = run(server.url, { ascii: true, color: false });
    await shows(terminal, '+- Requests');
    terminal.type('q');
    await exit;
    // eslint-disable-next-line no-control-regex -- that is the point
    expect(terminal.written()).toMatch(/^[\u0000-\u007e]*$/);
    expect(terminal.written()).not.toMatch(/\[(1;)?(3[0-7]|9\d)m/);
  });
});
