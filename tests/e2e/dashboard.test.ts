import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually, hasTmux, openTmuxTerminal, type TmuxTerminal } from './dashboard-terminal.js';

/** Real processes and a real terminal take their time, on a busy machine a lot of it. */
const patienceMs = 180_000;

const bin = fileURLToPath(new URL('../../packages/cli/bin/llmsim.js', import.meta.url));
const cliIndex = new URL('../../packages/cli/dist/index.js', import.meta.url).href;
const tuiIndex = new URL('../../packages/tui/dist/index.js', import.meta.url).href;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

async function isHealthy(url: string): Promise<true | undefined> {
  try {
    return (await fetch(`${url}/health`)).ok ? true : undefined;
  } catch {
    return undefined;
  }
}

/** A `llmsim serve` in a process of its own. */
async function serve(port: number): Promise<ChildProcess> {
  const server = spawn(process.execPath, [bin, 'serve', '--port', String(port), '--latency', 'instant'], {
    stdio: 'ignore',
  });
  await eventually('the server listens', () => isHealthy(`http://127.0.0.1:${port}`));
  return server;
}

async function kill(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  server.kill('SIGKILL');
  await gone;
}

interface Stats {
  readonly total_requests: number;
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
}

async function statsOf(url: string): Promise<Stats> {
  return (await (await fetch(`${url}/llmsim/stats`)).json()) as Stats;
}

/** Sends requests, every other one streaming, and one that is refused. */
async function load(url: string, requests: number): Promise<void> {
  const post = async (body: unknown) => {
    const response = await fetch(`${url}/openai/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    await response.arrayBuffer();
  };
  const messages = [{ role: 'user', content: 'How deep is the sea?' }];
  for (let request = 0; request < requests; request += 1)
    await post({ model: request % 3 === 0 ? 'gpt-4o-mini' : 'gpt-4o', stream: request % 2 === 0, messages });
  await post({ model: 'gpt-4o', messages: 'none' });
}

const withCommas = (count: number) => count.toLocaleString('en-US');

/** The terminal as a shell needs it: the normal screen, a cursor, echo and lines. */
async function expectRestored(terminal: TmuxTerminal): Promise<void> {
  terminal.run(
    'stty -a | tr " " "\\n" | grep -x -e "-*icanon;*" -e "-*echo;*" -e "-*isig;*" | tr -d ";" | tr "\\n" "+"',
  );
  await terminal.shows(/(isig|icanon|echo)\+(isig|icanon|echo)\+(isig|icanon|echo)\+/);
  const modes = ['alternate_on', 'cursor_flag', 'keypad_cursor_flag', 'keypad_flag', 'mouse_any_flag'];
  expect(modes.map((mode) => terminal.state(mode))).toEqual(['0', '1', '0', '0', '0']);
}

const describeInTmux = hasTmux ? describe : describe.skip;

describeInTmux(
  hasTmux
    ? 'the dashboard in a real terminal'
    : 'the dashboard in a real terminal (skipped: tmux is not installed)',
  () => {
    let port: number;
    let url: string;
    const servers: ChildProcess[] = [];
    const terminals: TmuxTerminal[] = [];
    const folders: string[] = [];

    beforeEach(async () => {
      port = await freePort();
      url = `http://127.0.0.1:${port}`;
    });
    afterEach(async () => {
      for (const terminal of terminals.splice(0)) terminal.close();
      await Promise.all(servers.splice(0).map(kill));
      for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
    });

    async function startServer(): Promise<ChildProcess> {
      const server = await serve(port);
      servers.push(server);
      return server;
    }

    function openTerminal(width: number, height: number, environment?: Record<string, string>): TmuxTerminal {
      const terminal = openTmuxTerminal(width, height, environment);
      terminals.push(terminal);
      return terminal;
    }

    const tui = `'${process.execPath}' '${bin}' tui`;

    it(
      'shows the numbers of a server under load, at any size, loses and finds it, and gives the terminal back',
      async () => {
        const server = await startServer();
        const terminal = openTerminal(120, 40);
        terminal.run('echo before the dashboard');
        await terminal.shows('\nbefore the dashboard');
        terminal.run(`${tui} ${url} --interval 200; echo "exit code $?"`);
        await terminal.shows(`llmsim 0.1.0  ${url}`);
        await load(url, 30);

        // What the server says is what the screen shows.
        const stats = await statsOf(url);
        expect(stats.total_requests).toBe(31);
        await terminal.shows(/│ total +31 │ input/);
        await terminal.shows(new RegExp(`│ input +${withCommas(stats.prompt_tokens)} │`));
        await terminal.shows(new RegExp(`│ output +${withCommas(stats.completion_tokens)} │`));
        await terminal.shows(/│ streaming +15 │/);
        await terminal.shows(/│ completed +30 │/);
        await terminal.shows(/│ other +1 │/);
        await terminal.shows('400×1');
        await terminal.shows(/│ gpt-4o-mini +10 /);
        await terminal.shows(/● (ok|degraded|invalid)/);

        // Views and sorting.
        terminal.press('2');
        await terminal.shows('─ Requests per second ─');
        terminal.press('3', 'Left');
        await terminal.shows(/model▲ .*\n│ gpt-4o /);
        terminal.press('4');
        await terminal.shows(/400 {2}\w.* gpt-4o/);
        terminal.press('?');
        await terminal.shows('ask the server now');
        terminal.press('1');

        // Sizes.
        for (const [width, height] of [
          [80, 24],
          [60, 18],
          [120, 40],
        ] as const) {
          terminal.resize(width, height);
          await terminal.shows(new RegExp(`^ llmsim[^\\n]+\\n┌─ Requests[^\\n]{${width - 11}}\\n`));
          await terminal.shows(/\n└─+(┴─+)*┘\n 1 Overview/);
          await terminal.shows(/total +31 ?│/);
          expect(terminal.screen()).toHaveLength(height);
        }

        // The server goes and comes back.
        await kill(server);
        await terminal.shows(/Lost for \d+ s: connection refused\. (Next try in \d s|Trying again)\./);
        await terminal.shows(/│ total +31 │/);
        await startServer();
        await load(url, 4);
        await terminal.shows(/Requests \+ 31 before restart/);
        await terminal.shows(/│ total +5 │/);
        await terminal.shows(/● (ok|degraded|invalid)/);

        terminal.press('q');
        await terminal.shows('exit code 0');
        await terminal.shows('before the dashboard');
        expect(terminal.screen().join('\n')).not.toContain('Requests per second');
        await expectRestored(terminal);
      },
      patienceMs,
    );

    it(
      'waits for a server that is not there yet, and quits with Ctrl-C',
      async () => {
        const terminal = openTerminal(80, 24);
        terminal.run(`${tui} ${url}; echo "exit code $?"`);
        await terminal.shows('No server: connection refused.');
        await startServer();
        await terminal.shows(/● (ok|degraded|invalid)/);
        terminal.press('C-c');
        await terminal.shows('exit code 0');
        await expectRestored(terminal);
      },
      patienceMs,
    );

    it(
      'serves and watches at once, with the log in a file, and ends both',
      async () => {
        const terminal = openTerminal(100, 30);
        terminal.run(
          `'${process.execPath}' '${bin}' serve --tui --interval 250 --port ${port} --latency instant; echo "exit code $?"`,
        );
        await terminal.shows(`llmsim 0.1.0  ${url}`);
        await load(url, 10);
        await terminal.shows(/│ total +11 │/);
        expect(terminal.screen().join('\n')).not.toContain('listens on');
        terminal.press('?');
        await terminal.shows(/log +\/.*\.log/);
        terminal.press('q');
        await terminal.shows('exit code 0');
        expect(await isHealthy(url)).toBeUndefined();
        await expectRestored(terminal);
      },
      patienceMs,
    );

    it.each([
      ['an exception', `throw new Error('boom');`, 'Error: boom', 1],
      ['a rejection', `Promise.reject(new Error('boom'));`, 'Error: boom', 1],
      ['process.exit', `process.exit(7);`, '', 7],
      ['SIGTERM', `process.kill(process.pid, 'SIGTERM');`, '', 143],
      ['SIGHUP', `process.kill(process.pid, 'SIGHUP');`, '', 129],
    ])(
      'gives the terminal back after %s',
      async (_, crash, message, exitCode) => {
        await startServer();
        // It ends when the test has seen the dashboard, however long that takes, and not at a time of its own.
        const folder = mkdtempSync(join(tmpdir(), 'llmsim-dashboard-'));
        folders.push(folder);
        const trigger = join(folder, 'end');
        const terminal = openTerminal(80, 24, {
          SCRIPT: `import { runDashboard } from "${tuiIndex}"; process.exitCode = await runDashboard({ url: "${url}" });`,
          CRASH: `import { existsSync } from "node:fs"; const watch = setInterval(() => { if (!existsSync("${trigger}")) return; clearInterval(watch); ${crash.replaceAll("'", '"')} }, 20);`,
        });
        terminal.run(
          `'${process.execPath}' --input-type=module --eval "$CRASH $SCRIPT"; echo "exit code $?"`,
        );
        await terminal.shows('┌─ Requests');
        writeFileSync(trigger, '');
        await terminal.shows(`exit code ${exitCode}`);
        expect(terminal.screen().join('\n')).toContain(message);
        await expectRestored(terminal);
      },
      patienceMs,
    );

    it(
      'draws in ASCII without colours where the terminal wants that',
      async () => {
        await startServer();
        const terminal = openTerminal(80, 24, { LC_ALL: 'C', NO_COLOR: '1' });
        terminal.run(`${tui} ${url}`);
        await terminal.shows('+- Requests');
        await terminal.shows(/\* (ok|degraded|invalid)/);
        const styled = terminal.styledScreen();
        // eslint-disable-next-line no-control-regex -- escape sequences begin with one
        const codes = [...styled.matchAll(/\u001b\[([\d;]*)m/g)].flatMap(([, list]) =>
          (list ?? '').split(';'),
        );
        expect(codes.filter((code) => /^(3[0-8]|4[0-8]|9\d|10\d)$/.test(code))).toEqual([]);
        // eslint-disable-next-line no-control-regex -- that is the point
        expect(styled).toMatch(/^[\u0000-\u007e]*$/);
      },
      patienceMs,
    );
  },
);

describe('the dashboard without a terminal', () => {
  import.meta.jest.setTimeout(patienceMs);
  let server: ChildProcess;
  let url: string;
  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    server = await serve(port);
    await load(url, 3);
  }, patienceMs);
  afterAll(() => kill(server), patienceMs);

  function tui(...args: readonly string[]) {
    return spawnSync(process.execPath, [bin, 'tui', ...args], { encoding: 'utf8' });
  }

  it('prints a snapshot as text', () => {
    const { status, stdout, stderr } = tui(url, '--once');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^requests +total 4, active 0, streaming 2, non-streaming 2,/m);
  });

  it('prints a snapshot as JSON', () => {
    const { status, stdout } = tui(url, '--json');
    expect([status, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ total_requests: 4 })]);
  });

  it('asks for a terminal', () => {
    const { status, stdout, stderr } = tui(url);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^llmsim: .*needs a terminal.*\n$/);
  });

  it('asks for a terminal before it serves, and advises no flag that serve has not', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'serve', '--tui', '--port', '0'], {
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^llmsim: --tui needs a terminal\. Serve without it, .* tui --once\n$/);
  });

  it.each([
    ['--once', 'nonsense://x', /not the address of a server/],
    ['--once', 'http://127.0.0.1:1', /No server at/],
    ['--json', `/openai/v1`, /is not a llmsim/],
  ])('with %s at %s says what is wrong in one line', (flag, address, expected) => {
    const { status, stdout, stderr } = tui(address.startsWith('/') ? url + address : address, flag);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(expected);
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  it.each([
    [
      'importing @llmsim/cli',
      ['--input-type=module', '--eval', `await import('${cliIndex}'); process.exit(0);`],
    ],
    ['serving', [bin, 'serve', '--port', '0', '--latency', 'instant']],
  ])(
    'is not loaded by %s',
    async (_, args) => {
      const program = spawn(process.execPath, args, { env: { ...process.env, NODE_DEBUG: 'esm' } });
      let said = '';
      let printed = '';
      program.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
      program.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
      const ended = new Promise<void>((resolve) => program.once('exit', () => resolve()));
      await eventually('it is loaded', () =>
        program.exitCode !== null || /listens on/.test(printed + said) ? true : undefined,
      );
      program.kill('SIGKILL');
      await ended;
      expect(said).toMatch(/packages[\\/]cli[\\/]dist/);
      expect(said).not.toMatch(/blessed/);
    },
    patienceMs,
  );
});
