import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endPrograms, startProgram } from './cli-program.js';

const tests = 64;
const steps = 4;

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'llmsim-'));
});
afterAll(() => rm(directory, { recursive: true }));
afterEach(endPrograms);

const tools = [
  {
    type: 'function',
    function: { name: 'next', parameters: { type: 'object', properties: { step: { type: 'integer' } } } },
  },
];

interface Message {
  readonly role: string;
  readonly content: string | null;
  readonly tool_calls?: readonly { readonly id: string; readonly function: { readonly arguments: string } }[];
  readonly tool_call_id?: string;
}

/** Goes through one conversation, and asks each question again while it is told to. @returns the steps that it was told */
async function converse(url: string, test: string): Promise<readonly unknown[]> {
  const messages: Message[] = [{ role: 'user', content: 'Go on.' }];
  const told: unknown[] = [];
  for (;;) {
    const answer = await fetch(`${url}/t/${test}/openai/v1/chat/completions`, {
      method: 'POST',
      // A connection of its own for each request, so that any of the workers may get it.
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ model: 'gpt-4o', messages, tools }),
    });
    if (answer.status === 503) {
      told.push('failed');
      continue;
    }
    const { choices } = (await answer.json()) as { choices: readonly { message: Message }[] };
    const said = choices[0]?.message;
    const call = said?.tool_calls?.[0];
    if (said === undefined || call === undefined) return [...told, said?.content];
    told.push((JSON.parse(call.function.arguments) as { step: number }).step);
    messages.push(said, { role: 'tool', content: 'done', tool_call_id: call.id });
  }
}

it('keeps parallel tests apart that ask the same over four workers, each with a failure of its own', async () => {
  const file = join(directory, 'steps.yaml');
  const turns = Array.from({ length: steps }, (_, step) => ({
    reply: { tool: 'next', arguments: { step } },
    ...(step === 3 && { fault: 'overloaded;attempts=1' }),
  }));
  const expect_ = { requests: steps + 2, retries: 1, faults: 'survived' };
  await writeFile(
    file,
    JSON.stringify({
      scenarios: [{ name: 'steps', turns: [...turns, { reply: 'The end.' }], expect: expect_ }],
    }),
  );
  const program = startProgram(['mock', file, '--port', '0', '--workers', '4']);
  const [, url = ''] = await program.printed(/listens on (http:\S+)/);
  const names = Array.from({ length: tests }, (_, index) => `t${index}`);
  const told = await Promise.all(names.map((name) => converse(url, name)));
  for (const one of told) expect(one).toEqual([0, 1, 2, 'failed', 3, 'The end.']);
  const verdicts = names.map(async (name) => (await fetch(`${url}/llmsim/tests/${name}`)).json());
  for (const one of await Promise.all(verdicts)) expect(one).toMatchObject({ verdict: 'pass', reasons: [] });
  program.signal('SIGINT');
  const { code, stdout } = await program.ending;
  expect(stdout.match(/: pass \(6 requests\)/g)).toHaveLength(tests);
  expect(code).toBe(0);
}, 120_000);
