import Anthropic from '@anthropic-ai/sdk';
import { failureModes } from '@llmsim/core';
import type { RunningServer } from '@llmsim/server';
import { startApiServer } from './api-server.js';

const text = `
unmatched: generate
scenarios:
  - name: research
    turns:
      - when: { user: research }
        reply:
          - { reasoning: 'Let me look.' }
          - { tool: search, arguments: { query: llamas } }
      - when: { tool_result: search }
        reply: 'Llamas are calm.'
        finish: paused
  - { name: shaky, when: { user: shaky }, fault: overloaded;attempts=1, reply: 'Steady.' }
`;

let server: RunningServer;
let client: Anthropic;
beforeAll(async () => {
  server = await startApiServer(['anthropic'], { app: { scenarios: [{ file: 'agent.yaml', text }] } });
  client = new Anthropic({ baseURL: `${server.url}/anthropic`, apiKey: 'sk-ant-test' });
});
afterAll(() => server.close());

const body = { model: 'claude-haiku-4-5', max_tokens: 500 };
const search = {
  name: 'search',
  input_schema: { type: 'object' as const, properties: { query: { type: 'string' } } },
};

describe('a scenario over Anthropic’s API', () => {
  it('decides thoughts, calls and texts, and why a turn ends', async () => {
    const question = { role: 'user' as const, content: 'Please research.' };
    const first = await client.messages.create({ ...body, tools: [search], messages: [question] });
    expect(first).toMatchObject({
      stop_reason: 'tool_use',
      content: [
        { type: 'thinking', thinking: 'Let me look.' },
        { type: 'tool_use', name: 'search', input: { query: 'llamas' } },
      ],
    });
    const call = first.content.find(({ type }) => type === 'tool_use') as Anthropic.ToolUseBlock;
    const second = await client.messages.create({
      ...body,
      tools: [search],
      messages: [
        question,
        { role: 'assistant', content: first.content as Anthropic.ContentBlockParam[] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: call.id, content: 'calm' }] },
      ],
    });
    expect(second).toMatchObject({
      stop_reason: 'pause_turn',
      content: [{ type: 'text', text: 'Llamas are calm.' }],
    });
  });

  it('lets the first attempt fail, and the client’s second one succeed', async () => {
    const messages = [{ role: 'user' as const, content: 'Be shaky.' }];
    const reply = await client.messages.create({ ...body, messages });
    expect(reply.content).toMatchObject([{ type: 'text', text: 'Steady.' }]);
  });
});

describe('control headers over Anthropic’s API', () => {
  const ask = (headers: Record<string, string>) =>
    fetch(`${server.url}/anthropic/v1/messages`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'anthropic-version': '2026-10-21',
        authorization: 'Bearer sk-ant-test',
        ...headers,
      },
      body: JSON.stringify({ ...body, messages: [{ role: 'user', content: 'Hi.' }] }),
    });

  const refusals = failureModes.filter(({ name, stage }) => {
    // The others send no answer, or one that is not the API's.
    return stage === 'before-turn' && !['silence', 'close', 'proxy-error', 'bad-head'].includes(name);
  });

  it.each(refusals.map(({ name }) => name))(
    'make a request fail by %s in the words of the API',
    async (name) => {
      const fault = name === 'timeout' ? 'timeout;after_ms=1' : name;
      const reply = await ask({ 'x-llmsim-fault': fault });
      expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(await reply.json()).toEqual({
        type: 'error',
        error: {
          type: expect.stringMatching(/^[a-z_]+_error$|^request_too_large$/) as string,
          message: expect.any(String) as string,
        },
        request_id: reply.headers.get('request-id'),
      });
      expect(reply.headers.get('x-llmsim-fault')).toBe(name);
    },
  );
});
