import { errorOf, optionsOf, parseResponse } from '../fixtures/exchanges.js';
import { openResponsesDialect } from './open-responses-dialect.js';
import { createResponsesEndpoints } from './responses/responses-endpoints.js';

const strict = createResponsesEndpoints(openResponsesDialect, optionsOf({ strict: true }));
const refuse = (body: object) => errorOf(() => parseResponse(strict, body), openResponsesDialect);

describe('the open standard', () => {
  it.each([
    ['conversation', 'conv_1'],
    ['prompt', {}],
    ['user', 'u'],
    ['moderation', {}],
  ])('does not know %s', async (name, value) => {
    expect(await refuse({ [name]: value })).toMatchObject({ code: 'unknown_parameter', param: name });
  });

  it.each([
    [{ reasoning: { effort: 'max' } }, 'reasoning.effort'],
    [{ service_tier: 'scale' }, 'service_tier'],
    [{ tools: [{ type: 'web_search' }] }, 'tools[0].type'],
    [{ text: { format: { type: 'json_object' } } }, 'text.format.type'],
    [{ include: ['web_search_call.results'] }, 'include[0]'],
    [{ input: [{ type: 'web_search_call' }] }, 'input[0].type'],
  ])('does not take %j', async (body, param) => {
    expect(await refuse(body)).toMatchObject({ status: 400, code: 'invalid_value', param });
  });

  it('takes what other APIs refuse of some models', async () => {
    await expect(
      parseResponse(strict, { model: 'gpt-5', temperature: 0.5, presence_penalty: 1 }),
    ).resolves.toBeDefined();
  });
});
