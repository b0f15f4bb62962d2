// Tests that run side by side and ask the same, over several workers: does any of them ever meet what belongs to another?
// Each conversation calls a tool eight times, fails once, and ends. Each result of a tool has a mark that no other has,
// and the next call has to repeat it; a wrong mark, turn or status ends the program with exit code 1, and so does a
// verdict that fails.
//
//   npm run scenarios -- [--tests 64] [--conversations 100] [--workers 4]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startLlmsim } from '../instruments/llmsim.ts';

const { values } = parseArgs({
  options: {
    tests: { type: 'string', default: '64' },
    conversations: { type: 'string', default: '100' },
    workers: { type: 'string', default: '4' },
  },
});
const tests = Number(values.tests);
const conversations = Number(values.conversations);
const steps = 8;
/** The calls, the failure and the end. */
const requestsOfOne = steps + 2;

interface Message {
  readonly role: string;
  readonly content: string | null;
  readonly tool_calls?: readonly { readonly id: string; readonly function: { readonly arguments: string } }[];
  readonly tool_call_id?: string;
}

const scenario = {
  name: 'steps',
  turns: [
    ...Array.from({ length: steps }, (_, step) => ({
      reply: { tool: 'next', arguments: { step, ...(step > 0 && { mark: '${tool_result.mark}' }) } },
      ...(step === 3 && { fault: 'overloaded;attempts=1' }),
    })),
    { reply: 'The end of ${tool_result.mark}.' },
  ],
  expect: {
    requests: conversations * requestsOfOne,
    // All conversations of a test begin alike, so that each beginning but the first counts as asked again.
    retries: 2 * conversations - 1,
    faults: 'survived',
  },
};
const properties = { step: { type: 'integer' }, mark: { type: 'string' } };
const tools = [{ type: 'function', function: { name: 'next', parameters: { type: 'object', properties } } }];

const counts = { requests: 0, failures: 0, crossed: 0 };

function check(found: unknown, wanted: unknown): void {
  if (JSON.stringify(found) === JSON.stringify(wanted)) return;
  counts.crossed += 1;
  console.error(`found ${JSON.stringify(found)}, where ${JSON.stringify(wanted)} belongs`);
}

/** @returns what the model says; `undefined`: it was overloaded */
async function ask(baseUrl: string, messages: readonly Message[]): Promise<Message | undefined> {
  counts.requests += 1;
  const answer = await fetch(`${baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'gpt-4o', messages, tools }),
  });
  const body = (await answer.json()) as { choices?: readonly { message: Message }[] };
  if (answer.status === 503) return undefined;
  const message = body.choices?.[0]?.message;
  if (message === undefined) throw new Error(`${answer.status}: ${JSON.stringify(body)}`);
  return message;
}

/** Goes through one conversation to its end. @param name - no other has it */
async function converse(baseUrl: string, name: string): Promise<void> {
  const messages: Message[] = [{ role: 'user', content: 'Go on.' }];
  for (let step = 0; step < steps; step += 1) {
    let message = await ask(baseUrl, messages);
    check(message === undefined, step === 3);
    if (message === undefined) {
      counts.failures += 1;
      message = await ask(baseUrl, messages);
    }
    const [call] = message?.tool_calls ?? [];
    if (message === undefined || call === undefined) throw new Error(`${name}: step ${step} has no call.`);
    check(JSON.parse(call.function.arguments), { step, ...(step > 0 && { mark: `${name}-${step - 1}` }) });
    const content = JSON.stringify({ mark: `${name}-${step}` });
    messages.push(message, { role: 'tool', content, tool_call_id: call.id });
  }
  check((await ask(baseUrl, messages))?.content, `The end of ${name}-${steps - 1}.`);
}

async function runTest(url: string, id: string): Promise<void> {
  for (let index = 0; index < conversations; index += 1)
    await converse(`${url}/t/${id}/openai/v1`, `${id}-${index}`);
}

const directory = mkdtempSync(join(tmpdir(), 'llmsim-scenarios-'));
const file = join(directory, 'steps.json');
writeFileSync(file, JSON.stringify({ scenarios: [scenario] }));
const server = await startLlmsim({
  flags: ['--scenarios', file, '--workers', values.workers, '--latency', 'instant', '--strict'],
});
try {
  const url = `http://127.0.0.1:${server.port}`;
  const ids = Array.from({ length: tests }, (_, index) => `test-${index}`);
  const startedAtMs = performance.now();
  await Promise.all(ids.map((id) => runTest(url, id)));
  const seconds = (performance.now() - startedAtMs) / 1000;
  let passed = 0;
  for (const id of ids) {
    const answer = await fetch(`${url}/llmsim/tests/${id}`);
    const { verdict, reasons } = (await answer.json()) as { verdict: string; reasons: readonly string[] };
    if (verdict === 'pass') passed += 1;
    else console.error(`${id}: ${reasons.join(' ')}`);
  }
  const { requests, failures, crossed } = counts;
  console.log(
    `${tests} tests over ${values.workers} workers: ${requests} requests in ${seconds.toFixed(1)} s, ` +
      `${failures} failures on purpose, ${crossed} wrong answers, ${passed} verdicts passed.`,
  );
  const isRight = crossed === 0 && passed === tests && requests === tests * conversations * requestsOfOne;
  if (!isRight) process.exitCode = 1;
} finally {
  await server.stop();
  rmSync(directory, { recursive: true });
}
