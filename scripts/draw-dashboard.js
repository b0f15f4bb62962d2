// `node scripts/draw-dashboard.js [SECONDS]`: draws docs/images/dashboard.svg anew: a server under load as the dashboard
// shows it after so many seconds (75 by default). Build first; an idle machine gives a picture with a good verdict.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PassThrough, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { drawScreen } from './draw-screen.js';
import { root } from './pnpm.js';

const seconds = Number(process.argv[2] ?? 75);
const [columns, rows] = [120, 40];
const tui = createRequire(`${root}packages/tui/package.json`);
const { Terminal } = tui('@xterm/headless');
const { runDashboard } = await import(pathToFileURL(`${root}packages/tui/dist/index.js`).href);

const flags = [
  '--seed',
  '1',
  '--latency',
  'ttft=300;tbt=20',
  '--error',
  'rate-limit=0.01',
  '--error',
  'reset=0.004',
];
const server = spawn(
  process.execPath,
  [`${root}packages/cli/bin/llmsim.js`, 'serve', '--port', '0', ...flags],
  {
    stdio: ['ignore', 'pipe', 'pipe'],
  },
);
const url = await new Promise((resolve) => {
  let printed = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (text) => {
      printed += text;
      const [, address] = /listens on (\S+)/.exec(printed) ?? [];
      if (address !== undefined) resolve(address);
    });
  }
});

/** Clients that ask again and again, of several models, over both APIs. */
const models = ['gpt-4o', 'gpt-4o', 'gpt-4o', 'gpt-4o-mini', 'gpt-4o-mini', 'gpt-5', 'claude-sonnet-4.5'];
let isOver = false;
async function ask(number) {
  for (let turn = 0; !isOver; turn += 1) {
    const model = models[(number + turn) % models.length];
    const text = `Request ${turn} of client ${number}`;
    const [path, body] =
      number % 3 === 0
        ? ['responses', { input: text }]
        : ['chat/completions', { messages: [{ role: 'user', content: text }] }];
    try {
      const reply = await fetch(`${url}/openai/v1/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model, stream: number % 5 !== 0, ...body }),
      });
      await reply.text();
    } catch {
      // Its connection was reset on purpose.
    }
    await wait(100 + ((number * 37 + turn * 101) % 900));
  }
}
const clients = Array.from({ length: 40 }, (_, number) => wait(number * 250).then(() => ask(number)));

const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true });
const output = Object.assign(
  new Writable({ write: (chunk, _encoding, done) => void terminal.write(chunk, done) }),
  { isTTY: true, columns, rows },
);
const input = Object.assign(new PassThrough(), { isTTY: true, isRaw: false, setRawMode: () => input });
const end = new AbortController();
const watching = runDashboard({ url, input, output, color: true, ascii: false, signal: end.signal });
await wait(seconds * 1000);
// The picture is of the screen as it is now: quitting clears it.
await new Promise((resolve) => void terminal.write('', resolve));
writeFileSync(`${root}docs/images/dashboard.svg`, drawScreen(terminal, url));
isOver = true;
end.abort();
await watching;
await Promise.all(clients);
server.kill();
