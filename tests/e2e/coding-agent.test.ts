import { gzipSync } from 'node:zlib';
import type { RunningServer } from '@llmsim/server';
import { WebSocket } from 'ws';
import { startApiServer } from './api-server.js';

type Json = Record<string, unknown>;

// The first minutes of a coding agent: tools, a connection that is cut, another one, a compaction. Nothing is stored;
// the agent sends back what it has.
let server: RunningServer;
beforeAll(async () => {
  server = await startApiServer(['openai', 'openresponses']);
});
afterAll(() => server.close());

const patchGrammar = `
start: "*** Begin Patch" LF change+ "*** End Patch" LF?
change: "*** Add File: " name LF ("+" /(.*)/ LF)+
name: /[a-z]+\\.[a-z]+/
%import common.LF
`;
const settings = {
  model: 'gpt-5.6',
  instructions: 'You are a coding agent.',
  store: false,
  stream: true,
  include: ['reasoning.encrypted_content'],
  reasoning: { effort: 'medium', summary: 'auto' },
  text: { verbosity: 'low' },
  parallel_tool_calls: false,
  prompt_cache_key: 'session-1',
  client_metadata: { client: 'agent', version: '1' },
  tools: [
    {
      type: 'function',
      name: 'exec_command',
      description: 'Runs a command in a shell.',
      strict: false,
      parameters: { type: 'object', properties: { cmd: { type: 'string' } }, required: ['cmd'] },
    },
    {
      type: 'custom',
      name: 'apply_patch',
      format: { type: 'grammar', syntax: 'lark', definition: patchGrammar },
    },
    { type: 'web_search' },
    {
      type: 'namespace',
      name: 'agents',
      description: 'Other agents.',
      tools: [{ type: 'function', name: 'spawn', parameters: { type: 'object', properties: {} } }],
    },
  ],
};
const say = (text: string) => ({ type: 'message', role: 'user', content: [{ type: 'input_text', text }] });
const typesOf = (items: readonly Json[]) => items.map(({ type }) => type);
const outputOf = (events: readonly Json[]) => (events.at(-1)?.['response'] as { output: Json[] }).output;
const resultOf = (call: Json) => ({
  type: `${String(call['type'])}_output`,
  call_id: call['call_id'],
  output: 'done',
});

/** A connection that asks for one turn after another. */
async function connect() {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/openai/v1/responses`, {
    headers: { authorization: 'Bearer sk-test' },
  });
  const unread: Json[] = [];
  let wake: () => void = () => undefined;
  socket.on('message', (data: Buffer) => {
    unread.push(JSON.parse(data.toString()) as Json);
    wake();
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return {
    close: () => socket.close(),
    async ask(body: object): Promise<Json[]> {
      socket.send(JSON.stringify({ type: 'response.create', ...settings, ...body }));
      const events: Json[] = [];
      for (;;) {
        while (unread.length === 0) await new Promise<void>((resolve) => (wake = resolve));
        const event = unread.shift()!;
        events.push(event);
        if (event['type'] === 'error') throw new Error(JSON.stringify(event));
        if (event['type'] === 'response.completed') return events;
      }
    },
  };
}

/** Asks over HTTP with a compressed body, and gives the events up to one that is the last one wanted. */
async function askUntil(body: object, isLast: (event: Json) => boolean): Promise<Json[]> {
  const answer = await fetch(`${server.url}/openai/v1/responses`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      authorization: 'Bearer sk-test',
    },
    body: new Uint8Array(gzipSync(JSON.stringify({ ...settings, ...body }))),
  });
  if (answer.status !== 200) throw new Error(await answer.text());
  const events: Json[] = [];
  let text = '';
  const decoder = new TextDecoder();
  for await (const piece of answer.body!) {
    text += decoder.decode(piece as Uint8Array, { stream: true });
    const frames = text.split('\n\n');
    text = frames.pop() ?? '';
    for (const frame of frames) {
      const event = JSON.parse(frame.split('\ndata: ')[1] ?? '{}') as Json;
      events.push(event);
      // Leaving the loop cancels the body, which cuts the connection.
      if (isLast(event)) return events;
    }
  }
  return events;
}

it('lives through tools, a cut, a reconnection and a compaction', async () => {
  const history: Json[] = [say('Use exec_command to list the files.')];
  const first = await connect();

  // A turn that calls a tool, and one that goes on with its result.
  const called = await first.ask({ input: history });
  const [thought, call] = outputOf(called) as [Json, Json];
  expect([thought['type'], call['type'], call['name']]).toEqual([
    'reasoning',
    'function_call',
    'exec_command',
  ]);
  const responseId = (called.at(-1)?.['response'] as Json)['id'];
  const answered = await first.ask({ previous_response_id: responseId, input: [resultOf(call)] });
  expect(typesOf(outputOf(answered))).toEqual(['reasoning', 'message']);
  history.push(thought, call, resultOf(call), ...outputOf(answered));

  // The connection is cut behind the reasoning of a turn: what there is of it comes back last in the input.
  history.push(say('Now explain them.'));
  const cut = await askUntil({ input: history }, ({ type }) => type === 'response.output_item.done');
  const added = cut.find(({ type }) => type === 'response.output_item.added')?.['item'] as Json;
  const done = cut.at(-1)?.['item'] as Json;
  expect(done['type']).toBe('reasoning');
  expect(done['encrypted_content']).not.toBe(added['encrypted_content']);
  const resumed = await askUntil({ input: [...history, done] }, ({ type }) => type === 'response.completed');
  expect(typesOf(outputOf(resumed))).toContain('message');
  history.push(...outputOf(resumed));
  first.close();

  // Another connection knows nothing, and gets everything.
  const second = await connect();
  history.push(say('Use apply_patch to add a file.'));
  const patched = await second.ask({
    input: history,
    tool_choice: { type: 'custom', name: 'apply_patch' },
  });
  const patch = outputOf(patched).at(-1)!;
  expect(patch['input']).toMatch(
    /^\*\*\* Begin Patch\n(\*\*\* Add File: [a-z]+\.[a-z]+\n(\+.*\n)+)+\*\*\* End Patch\n?$/,
  );
  history.push(...outputOf(patched), resultOf(patch));

  // A compaction is one item, and stands for all that was.
  const compacted = await second.ask({ input: [...history, { type: 'compaction_trigger' }] });
  expect(typesOf(outputOf(compacted))).toEqual(['compaction']);
  const [compaction] = outputOf(compacted) as [Json];
  const next = await second.ask({ input: [compaction, say('Go on.')] });
  expect(typesOf(outputOf(next))).toEqual(['reasoning', 'message']);
  const tokensOf = (events: readonly Json[]) =>
    ((events.at(-1)?.['response'] as Json)['usage'] as { input_tokens: number }).input_tokens;
  expect(tokensOf(next)).toBeGreaterThan(tokensOf(called));
  second.close();
}, 20_000);
