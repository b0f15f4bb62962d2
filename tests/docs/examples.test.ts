import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newestNode, root, run, startSimulator, type Simulator } from './simulator.js';

const examples = join(root, 'examples');

/** Clients take their time to load on a busy machine. Milliseconds. */
const patience = 60_000;

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator(['--latency', 'fast', '--seed', '1']);
}, patience);
afterAll(() => simulator.stop());

const runExample = (command: string, ...args: string[]) =>
  run(command, args, {
    cwd: examples,
    environment: {
      OPENAI_BASE_URL: `${simulator.url}/openai/v1`,
      ANTHROPIC_BASE_URL: `${simulator.url}/anthropic`,
    },
  });

/** Sentences of the generator: words, commas and full stops. */
const prose = '[A-Z][a-z]+[a-z ,.A-Z]{40,}';
/** These clients ask for a Node that is newer than the oldest that llmsim runs on. */
const newest = newestNode;
const oldest = process.execPath;

const programs: readonly [file: string, node: string, printed: RegExp][] = [
  ['openai/chat.js', oldest, new RegExp(`^(${prose})\\n\\1\\n\\d+ tokens\\n$`)],
  ['openai/tools.js', oldest, new RegExp(`^get_weather: \\S.*, (celsius|fahrenheit)\\nstop ${prose}\\n$`)],
  ['openai/structured-output.js', oldest, /^\{\s+title: '.+',\s+priority: '(low|normal|urgent)',\s+tags: \[/],
  [
    'openai/responses.js',
    oldest,
    new RegExp(`^${prose}\\n\\d+ of \\d+ tokens are reasoning\\n${prose}\\ncompleted true\\n$`),
  ],
  [
    'openai/websocket.js',
    oldest,
    new RegExp(`^${prose}\\ncompleted: \\d+ tokens\\n${prose}\\ncompleted: \\d+ tokens\\n$`),
  ],
  [
    'anthropic/messages.js',
    oldest,
    new RegExp(`^${prose}\\nthinking, text: \\d+ tokens\\ntool_use get_weather city\\n$`),
  ],
  ['ai-sdk/agent.js', newest, new RegExp(`^${prose}\\ntool-calls, stop\\n\\{ name: '.+', age: \\d+ \\}\\n$`)],
  ['langchain/chat.js', newest, new RegExp(`^${prose}\\n100 tokens\\n\\{ name: '.+', age: [\\d.]+ \\}\\n$`)],
  ['agents/agent.js', newest, new RegExp(`^get_weather: \\S.*\\n${prose}\\n$`)],
  [
    'core/simulate.js',
    oldest,
    /^4 tokens\nopenai\/gpt-5\n.+\nlength\n12 tokens, due after \d+ ms, here after \d+ ms\nfailure rate-limit 2000\n$/,
  ],
  ['express/embed.js', oldest, /^my own page\ntext\/event-stream\S*.* data: \[DONE\]\n$/],
];

describe('the examples', () => {
  it('are all tested here', () => {
    const tracked = execFileSync('git', ['ls-files', '*.js', '*.sh'], { cwd: examples, encoding: 'utf8' });
    const tested = [
      ...programs.map(([file]) => file),
      ...['curl/chat.sh', 'faults/retries.js', 'faults/stalls.js'],
    ];
    const alone = tracked
      .trim()
      .split('\n')
      .filter((file) => !/^(jest|vitest|node-test)\//.test(file));
    expect(alone.toSorted()).toEqual(tested.toSorted());
  });

  it('ai-sdk/agent.js imports what version 6 has too, which npm picks for Node 20', () => {
    const [, names = ''] = /import \{ (.*) \} from 'ai'/.exec(
      readFileSync(join(examples, 'ai-sdk/agent.js'), 'utf8'),
    ) ?? [''];
    expect(names.split(', ')).toEqual(['generateText', 'Output', 'streamText', 'tool']);
  });

  it.each(programs)(
    '%s prints what it should',
    async (file, node, printed) => {
      const { code, output } = await runExample(node, file);
      expect(output).toMatch(printed);
      expect(code).toBe(0);
    },
    patience,
  );

  it(
    'curl/chat.sh shows a completion, a stream and a refusal',
    async () => {
      const { code, output } = await runExample('sh', 'curl/chat.sh');
      expect(code).toBe(0);
      const [, completion = '', stream = '', refusal = ''] = output.split(/^--- .*\n/m);
      const { choices, usage } = JSON.parse(completion) as {
        choices: { message: { content: string } }[];
        usage: { completion_tokens: number };
      };
      expect(usage.completion_tokens).toBe(12);
      const pieces = [...stream.matchAll(/^data: (\{.*\})$/gm)].map(([, chunk = '']) => {
        const { choices: parts } = JSON.parse(chunk) as { choices: { delta: { content?: string } }[] };
        return parts[0]?.delta.content ?? '';
      });
      expect(pieces.join('')).toBe(choices[0]?.message.content);
      expect(stream).toMatch(/data: \[DONE\]\s*$/);
      expect(refusal).toMatch(/^HTTP\/1\.1 429 [^]*retry-after: 1\r\n[^]*"code":"rate_limit_exceeded"/);
    },
    patience,
  );

  it(
    'faults/retries.js shows which failures are tried again',
    async () => {
      const { output } = await runExample(oldest, 'faults/retries.js');
      expect(output.trim().split('\n')).toEqual([
        'rate-limit;retry_after_ms=50: 429 rate_limit_exceeded after 3 attempts',
        'overloaded;retry_after_ms=50: 503 server_is_overloaded after 3 attempts',
        'quota: 429 insufficient_quota after 3 attempts',
        'authentication: 401 invalid_api_key after 1 attempts',
      ]);
    },
    patience,
  );

  it(
    'faults/stalls.js notices silence and broken connections, and waits where it is worth it',
    async () => {
      const { output } = await runExample(oldest, 'faults/stalls.js');
      const [whole = '', ...others] = output.trim().split('\n');
      expect(whole).toMatch(/^no fault: complete, \d+ characters$/);
      const complete = whole.replace('no fault: ', '');
      const [, characters = ''] = /after (\d+) characters$/.exec(others[0] ?? '') ?? [];
      expect(others).toEqual([
        `stall;after=8: silent for 500 ms, after ${characters} characters`,
        `stall;after=8;ms=200: ${complete}`,
        `disconnect;after=8: terminated, after ${characters} characters`,
        `reset;after=8: terminated, after ${characters} characters`,
      ]);
    },
    patience,
  );

  it(
    'jest: the tests of an app pass',
    async () => {
      const { code, output } = await runExample(
        oldest,
        ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
        ...['node_modules/jest/bin/jest.js', '--config', 'jest/jest.config.js'],
      );
      expect(output).toMatch(/^Tests: +5 passed, 5 total$/m);
      expect(code).toBe(0);
    },
    patience,
  );

  it(
    'node:test: the tests of an agent pass',
    async () => {
      const { code, output } = await runExample(
        oldest,
        ...['--test', '--test-reporter', 'tap', 'node-test/weather-agent.test.js'],
      );
      expect(output).toMatch(/^# pass 2$/m);
      expect(output).toMatch(/^# fail 0$/m);
      expect(code).toBe(0);
    },
    patience,
  );

  it(
    'vitest: the tests of an app pass',
    async () => {
      const { code, output } = await runExample(
        newest,
        ...['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest/vitest.config.js'],
      );
      expect(output).toMatch(/^ +Tests +4 passed \(4\)$/m);
      expect(code).toBe(0);
    },
    patience,
  );
});
