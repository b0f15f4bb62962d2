import { createModelCatalog } from '@llmsim/core';
import { answer, errorOf, found, optionsOf, parseResponse } from '../fixtures/exchanges.js';
import { helloReply } from '../fixtures/planned-reply.js';
import { openResponsesDialect } from './open-responses-dialect.js';
import { createOpenResponsesProvider } from './provider.js';

const tolerant = createOpenResponsesProvider(optionsOf()).endpoints;
const strict = createOpenResponsesProvider(optionsOf({ strict: true })).endpoints;
const f = { type: 'function', name: 'f' };

describe('what the open standard does not know', () => {
  it.each([
    ['a hosted tool', { tools: [{ type: 'web_search' }, f] }],
    ['a custom tool', { tools: [{ type: 'custom', name: 'c' }] }],
    ['a choice of a hosted tool', { tools: [{ type: 'web_search' }], tool_choice: { type: 'web_search' } }],
    ['any JSON', { input: 'Some JSON', text: { format: { type: 'json_object' } } }],
    ['an include', { include: ['web_search_call.action.sources'] }],
    [
      'an item of a hosted tool',
      {
        input: [
          { type: 'web_search_call', id: 'a' },
          { role: 'user', content: 'Hi' },
        ],
      },
    ],
    ['a parameter', { client_metadata: {} }],
    ['an effort', { model: 'gpt-5', reasoning: { effort: 'minimal' } }],
    ['a tier', { service_tier: 'ultrafast' }],
  ])('is ignored, unless strict: %s', async (_name, body) => {
    await expect(parseResponse(tolerant, body)).resolves.toBeDefined();
    expect((await errorOf(() => parseResponse(strict, body), openResponsesDialect)).status).toBe(400);
  });

  it('is not repeated', async () => {
    const body = { model: 'gpt-5', reasoning: { effort: 'minimal' }, tools: [{ type: 'web_search' }, f] };
    const { reasoning, tools } = await answer(tolerant, body, helloReply);
    expect(tools).toMatchObject([f]);
    expect(reasoning).toEqual({ effort: null, summary: null });
  });
});

it('lists the models, and shows one', async () => {
  expect(await found(tolerant, 'GET', '/models')).toMatchObject({ object: 'list' });
});

it('refuses pictures for a model that cannot see', async () => {
  const { endpoints } = createOpenResponsesProvider(optionsOf({ catalog: createModelCatalog() }));
  const input = [
    { role: 'user', content: [{ type: 'input_image', image_url: 'https://example.com/a.png' }] },
  ];
  for (const model of ['gpt-4', 'gpt-3.5-turbo', 'o3-mini']) {
    const refusal = await errorOf(() => parseResponse(endpoints, { model, input }), openResponsesDialect);
    expect(refusal).toMatchObject({ status: 400, param: 'input[0]' });
  }
  await expect(parseResponse(endpoints, { model: 'gpt-4o', input })).resolves.toBeDefined();
});
