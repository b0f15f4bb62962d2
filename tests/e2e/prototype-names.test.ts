import type { RunningServer } from '@llmsim/server';
import { startApiServer } from './api-server.js';

/** What every object has, and a table of names must not be taken to have. */
const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];

let server: RunningServer;
const defects: unknown[] = [];
beforeAll(async () => {
  server = await startApiServer(['openai', 'openresponses'], {
    app: { reportDefect: (error) => defects.push(error) },
  });
});
afterAll(() => server.close());

const schema = {
  type: 'object',
  properties: { city: { type: 'string', format: 'date' } },
  required: ['city'],
};
const chat = {
  model: 'gpt-4o',
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', name: 'ada', content: [{ type: 'text', text: 'Hi' }] },
    {
      role: 'assistant',
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' } }],
    },
    { role: 'tool', tool_call_id: 'c1', content: 'done' },
  ],
  tools: [{ type: 'function', function: { name: 'f', parameters: schema } }],
  tool_choice: { type: 'function', function: { name: 'f' } },
  response_format: { type: 'json_schema', json_schema: { name: 'n', schema } },
  metadata: { a: 'b' },
  service_tier: 'auto',
  reasoning_effort: 'low',
  modalities: ['text'],
  logit_bias: { 5: 1 },
  stop: ['x'],
  store: true,
};
const responses = {
  model: 'gpt-4o',
  input: [
    { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] },
    { type: 'function_call', call_id: 'c1', name: 'f', arguments: '{}' },
    { type: 'function_call_output', call_id: 'c1', output: 'done' },
  ],
  tools: [{ type: 'function', name: 'f', parameters: schema }],
  tool_choice: { type: 'function', name: 'f' },
  text: { format: { type: 'json_schema', name: 'n', schema }, verbosity: 'low' },
  reasoning: { effort: 'low', summary: 'auto' },
  metadata: { a: 'b' },
  include: ['reasoning.encrypted_content'],
  truncation: 'auto',
  service_tier: 'auto',
  previous_response_id: undefined,
};

/** The body once for each of its texts and each of its keys, with the name in the place of one. */
function* variants(value: unknown, name: string): Generator {
  if (typeof value === 'string') yield name;
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      for (const variant of variants(item, name)) yield value.with(index, variant);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      const others = Object.entries(value).filter(([other]) => other !== key);
      for (const variant of variants(inner, name)) yield Object.fromEntries([...others, [key, variant]]);
      yield Object.fromEntries([...others, [name, inner]]);
    }
  }
}

it.each(['/openai/v1/chat/completions', '/openai/v1/responses', '/openresponses/v1/responses'])(
  'POST %s takes no name for one that every object has',
  async (path) => {
    const body = path.endsWith('completions') ? chat : responses;
    for (const name of names) {
      for (const variant of variants(body, name)) {
        const response = await fetch(`${server.url}${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(variant),
        });
        const text = await response.text();
        expect([variant, response.status < 500]).toEqual([variant, true]);
        expect(text).not.toContain('[native code]');
      }
    }
    expect(defects).toEqual([]);
  },
);

it.each(names)('asks for nothing by the name %s', async (name) => {
  for (const path of [
    `/openai/v1/models/${name}`,
    `/openai/v1/chat/completions/${name}`,
    `/openai/v1/responses/${name}`,
    `/openai/v1/conversations/${name}`,
    `/openai/v1/${name}`,
    `/${name}`,
    `/llmsim/stats?since=${name}`,
  ]) {
    expect([path, (await fetch(`${server.url}${path}`)).status]).toEqual([path, 404]);
  }
  for (const [header, value] of [
    ['x-llmsim-fault', name],
    ['x-llmsim-latency', name],
    ['x-llmsim-fault', `stall;${name}=1`],
  ] as const) {
    const response = await fetch(`${server.url}/openai/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [header]: value },
      body: JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }] }),
    });
    expect([header, value, response.status]).toEqual([header, value, 400]);
  }
  expect(defects).toEqual([]);
});
