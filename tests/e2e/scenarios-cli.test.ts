import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  complete,
  completionText,
  endPrograms,
  runMock,
  runProgram,
  startProgram,
  startServing,
} from './cli-program.js';

let directory: string;
let file: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'llmsim-'));
  file = join(directory, 'greeting.yaml');
  await writeFile(
    file,
    "scenarios:\n  - name: greeting\n    turns:\n      - reply: 'Who are you?'\n      - reply: 'Nice to meet you.'\n",
  );
});
afterAll(() => rm(directory, { recursive: true }));
afterEach(endPrograms);

const first = [{ role: 'user', content: 'Hi' }];
const second = [...first, { role: 'assistant', content: 'Who are you?' }, { role: 'user', content: 'Ann' }];

describe('llmsim mock', () => {
  it('ends with 0 where all scenarios were met', async () => {
    const { code, stdout } = await runMock(file, async (url) => {
      for (const messages of [first, second]) expect((await complete(url, { messages })).status).toBe(200);
    });
    expect(stdout).toContain('default: pass (2 requests)\n');
    expect(code).toBe(0);
  });

  it('ends with 1 where a turn was never reached, also with several workers', async () => {
    const { code, stdout } = await runMock(file, (url) => complete(url, { messages: first }), [
      '--workers',
      '2',
    ]);
    expect(stdout).toContain(
      `default: fail (1 request)\n  "greeting", turn 2 (${file}:5) was never reached.\n`,
    );
    expect(code).toBe(1);
  });

  it('ends with 1 where nothing was tested', async () => {
    const { code, stdout } = await runMock(file, () => Promise.resolve());
    expect(stdout).toContain(`"greeting" (${file}:2) was never met.\n`);
    expect(code).toBe(1);
  });

  it('refuses what fits nothing', async () => {
    const { code } = await runMock(file, async (url) => {
      const over = [
        ...second,
        { role: 'assistant', content: 'Nice to meet you.' },
        { role: 'user', content: 'Bye' },
      ];
      const answer = await complete(url, { messages: over });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({
        error: {
          type: 'invalid_request_error',
          code: 'scenario_not_matched',
          message: expect.stringContaining('Nearest is "greeting"') as string,
        },
      });
    });
    expect(code).toBe(1);
  });
});

describe('llmsim scenario check', () => {
  it('accepts what is right', async () => {
    expect(await runProgram(['scenario', 'check', file])).toMatchObject({
      code: 0,
      stdout: `${file} is right.\n`,
    });
  });

  it('says what is wrong, and where', async () => {
    const wrong = join(directory, 'wrong.yaml');
    await writeFile(wrong, 'scenarios:\n  - { name: a, reply: x }\n  - { name: b, reply: y }\n');
    const { code, stderr } = await runProgram(['scenario', 'check', wrong]);
    expect(code).toBe(2);
    expect(stderr).toContain(`${wrong}:3:5`);
    expect(stderr).toContain(`"b" fits the same requests as "a" (${wrong}:2), and neither is more specific.`);
  });
});

describe('scenarios that fit the same requests', () => {
  it.each(['serve', 'mock'])('are reported by llmsim %s, which serves them nevertheless', async (command) => {
    const tied = join(directory, 'tied.yaml');
    const rule = (name: string, word: string) =>
      `  - { name: ${name}, when: { user: ${word} }, reply: ${name} }\n`;
    await writeFile(tied, `scenarios:\n${rule('a', 'apples')}${rule('b', 'grapes')}`);
    const warning = `${tied}:3:5: warning: "b" is as specific as "a" (${tied}:2): a request that fits both is refused.`;
    const args = command === 'serve' ? ['serve', '--scenarios', tied] : ['mock', tied];
    const program = startProgram([...args, '--port', '0']);
    const [, url = ''] = await program.printed(/listens on (http:\S+)/);
    const messages = [{ role: 'user', content: 'I like grapes.' }];
    expect(await completionText(url, { messages })).toBe('b');
    program.signal('SIGINT');
    const { stderr } = await program.ending;
    expect(stderr.split('\n').filter((line) => line === warning)).toHaveLength(1);
  });
});

describe('llmsim scenario convert', () => {
  it('makes a file of a script that llmsim serve replays', async () => {
    const script = join(directory, 'script.json');
    const turns = [
      { type: 'error', kind: 'rate_limit' },
      { type: 'assistant', text: 'Who are you?' },
      { type: 'assistant', text: 'Nice to meet you.' },
    ];
    await writeFile(script, JSON.stringify({ turns, on_exhausted: 'repeat_last' }));
    const { code, stdout } = await runProgram(['scenario', 'convert', script]);
    expect(code).toBe(0);
    const converted = join(directory, 'converted.yaml');
    await writeFile(converted, stdout);

    const { url } = await startServing(['--scenarios', converted, '--latency', 'instant']);
    expect((await complete(url, { messages: first })).status).toBe(429);
    expect(await completionText(url, { messages: first })).toBe('Who are you?');
    expect(await completionText(url, { messages: second })).toBe('Nice to meet you.');
    const third = [
      ...second,
      { role: 'assistant', content: 'Nice to meet you.' },
      { role: 'user', content: 'And now?' },
    ];
    expect(await completionText(url, { messages: third })).toBe('Nice to meet you.');
  });

  it.each([
    ['is missing', undefined, /missing\.json: /],
    ['is no script', '{ "turns": 3 }', /turns/],
  ])('ends with 2 for a file that %s', async (_what, text, message) => {
    const script = join(directory, 'missing.json');
    if (text !== undefined) await writeFile(script, text);
    const { code, stdout, stderr } = await runProgram(['scenario', 'convert', script]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});
