import type { RunningServer } from '@llmsim/server';
import { startApiServer } from './api-server.js';

type Json = Record<string, unknown>;

// The first minute of a coding agent: it asks what a title would be, counts its tools, and then works: streamed
// messages with many tools and a long prompt, most of which the cache has.
let server: RunningServer;
beforeAll(async () => {
  server = await startApiServer(['anthropic']);
});
afterAll(() => server.close());

const ephemeral = { cache_control: { type: 'ephemeral' } };
const system = [
  { type: 'text', text: 'You are a coding agent in a terminal.', ...ephemeral },
  { type: 'text', text: 'Follow the rules of the repository. '.repeat(900), ...ephemeral },
];
const fileTools = ['Read', 'Write', 'Edit', 'Glob', 'Grep', 'NotebookEdit'];
const otherTools = ['Task', 'TodoWrite', 'WebFetch', 'WebSearch', 'KillShell', 'ExitPlanMode'];
const tools = [
  {
    name: 'Bash',
    description: 'Executes a command in a shell.',
    input_schema: {
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: {
        command: { type: 'string', description: 'The command to execute' },
        timeout: { type: 'number', description: 'Milliseconds' },
      },
      required: ['command'],
      additionalProperties: false,
    },
  },
  ...[...fileTools, ...otherTools].map((name) => ({
    name,
    description: `The tool ${name}.`,
    input_schema: {
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: { file_path: { type: 'string' } },
      required: ['file_path'],
      additionalProperties: false,
    },
  })),
];
const settings = {
  model: 'claude-sonnet-4-6',
  max_tokens: 32_000,
  system,
  tools,
  metadata: { user_id: 'user_0123_account__session_4567' },
  thinking: { type: 'adaptive' },
  context_management: { edits: [{ type: 'clear_thinking_20251015', keep: 'all' }] },
  stream: true,
};
const betas = [
  'claude-code-20250219',
  'interleaved-thinking-2025-05-14',
  'context-management-2025-06-27',
  'prompt-caching-scope-2026-01-05',
].join(',');

async function post(path: string, body: object): Promise<Response> {
  return fetch(`${server.url}${path}?beta=true`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: 'Bearer sk-ant-oat01-test',
      'anthropic-version': '2023-06-01',
      'anthropic-beta': betas,
      'anthropic-dangerous-direct-browser-access': 'true',
      'user-agent': 'claude-cli/2.1.197 (external, cli)',
      'x-app': 'cli',
    },
    body: JSON.stringify(body),
  });
}

const ask = async (messages: readonly Json[]): Promise<readonly Json[]> => {
  const reply = await post('/v1/messages', { ...settings, messages });
  expect([reply.status, reply.headers.get('content-type')]).toEqual([
    200,
    'text/event-stream; charset=utf-8',
  ]);
  return [...(await reply.text()).matchAll(/^data: (.*)$/gm)].map(
    ([, data = '']) => JSON.parse(data) as Json,
  );
};
const usageOf = (events: readonly Json[]) =>
  (events[0]?.['message'] as Json)['usage'] as Record<string, number>;
const blockOf = (events: readonly Json[], type: string) =>
  events
    .map(({ content_block }) => content_block as Json | undefined)
    .find((block) => block?.['type'] === type);
const marked = (text: string) => ({ type: 'text', text, ...ephemeral });

describe('a coding agent', () => {
  it('works through its first minute', async () => {
    const quota = await post('/v1/messages', {
      model: 'claude-haiku-4-5-20251001',
      max_tokens: 1,
      messages: [{ role: 'user', content: 'quota' }],
      metadata: settings.metadata,
    });
    expect(await quota.json()).toMatchObject({ stop_reason: 'max_tokens', usage: { output_tokens: 1 } });
    expect(quota.headers.get('anthropic-ratelimit-requests-reset')).toMatch(/^\d{4}-\d\d-\d\dT[\d:]{8}Z$/);

    const counted = await post('/v1/messages/count_tokens', {
      model: settings.model,
      tools,
      messages: [{ role: 'user', content: 'foo' }],
    });
    expect(((await counted.json()) as { input_tokens: number }).input_tokens).toBeGreaterThan(500);

    const question = { role: 'user', content: [marked('Use Bash to list the files.')] };
    const first = await ask([question]);
    const call = blockOf(first, 'tool_use');
    expect(call).toMatchObject({ name: 'Bash', input: {} });
    expect(first.at(-2)).toMatchObject({
      delta: { stop_reason: 'tool_use' },
      context_management: { applied_edits: [] },
    });
    const written = usageOf(first);
    expect(written['cache_read_input_tokens']).toBe(0);
    expect(written['cache_creation_input_tokens']).toBeGreaterThan(5000);

    const thought = first.find(({ delta }) => (delta as Json | undefined)?.['type'] === 'signature_delta');
    const thinking = first
      .map(({ delta }) => (delta as { thinking?: string } | undefined)?.thinking ?? '')
      .join('');
    const answer = {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking, signature: (thought?.['delta'] as Json)['signature'] },
        { type: 'tool_use', id: call?.['id'], name: 'Bash', input: { command: 'ls' } },
      ],
    };
    const result = {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: call?.['id'], content: 'README.md\nsrc', is_error: false },
        marked('<system-reminder>The list of tasks is empty.</system-reminder>'),
      ],
    };
    const second = await ask([question, answer, result]);
    const read = usageOf(second);
    expect(read['cache_read_input_tokens']).toBeGreaterThan(5000);
    expect(read['input_tokens']).toBeLessThan(100);
    expect(second.at(-1)).toEqual({ type: 'message_stop' });

    const stats = (await (await fetch(`${server.url}/llmsim/stats`)).json()) as Json;
    expect(stats).toMatchObject({
      messages_requests: 3,
      outcomes: { completed: 4, failed: 0 },
      endpoints: { messages: { requests: 3 }, count_tokens: { requests: 1 } },
    });
    const { requests } = (await (await fetch(`${server.url}/llmsim/requests`)).json()) as {
      requests: readonly {
        readonly endpoint: string;
        readonly model: string;
        readonly cost_usd: number | null;
      }[];
    };
    expect(requests.map(({ endpoint }) => endpoint)).toEqual([
      'messages',
      'messages',
      'count_tokens',
      'messages',
    ]);
    expect(requests[0]?.cost_usd).toBeGreaterThan(0);
  });
});
