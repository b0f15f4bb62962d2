import { answer, errorOf, found, lookUp, optionsOf } from '../../../fixtures/exchanges.js';
import { helloReply } from '../../../fixtures/planned-reply.js';
import { openResponsesDialect } from '../../open-responses-dialect.js';
import { createResponsesEndpoints } from '../responses-endpoints.js';

const endpoints = createResponsesEndpoints(openResponsesDialect, optionsOf());
const count = (body: object) =>
  found(endpoints, 'POST', '/responses/input_tokens', { model: 'gpt-4o', ...body });

describe('POST /responses/input_tokens', () => {
  it.each([
    [{ input: 'one two three' }, 3],
    [{ input: 'one two three', instructions: 'four' }, 4],
    [{ instructions: 'four' }, 1],
    [{}, 0],
  ])('counts %j', async (body, input_tokens) => {
    expect(await count(body)).toEqual({ object: 'response.input_tokens', input_tokens });
  });

  it('counts what the request goes on from', async () => {
    const { id } = await answer(endpoints, { input: 'one two' }, helloReply);
    expect(await count({ previous_response_id: id, input: 'three' })).toMatchObject({ input_tokens: 5 });
  });

  it('is as the model counts, if nobody says otherwise', async () => {
    const { catalog, store } = optionsOf();
    const counting = createResponsesEndpoints(openResponsesDialect, { catalog, store });
    const body = { model: 'gpt-4o', input: 'Hello world' };
    // Two tokens, and those that frame a message and a prompt.
    expect(await found(counting, 'POST', '/responses/input_tokens', body)).toMatchObject({ input_tokens: 9 });
  });

  it.each([
    [undefined, 'body'],
    [{ input: 'Hi' }, 'model'],
    [{ model: 'gpt-4o', temperature: 9 }, 'temperature'],
  ])('refuses %j', async (body, param) => {
    const call = () => lookUp(endpoints, 'POST', '/responses/input_tokens', body);
    expect(await errorOf(call, openResponsesDialect)).toMatchObject({ status: 400, param });
  });
});
