import type { AnswerEndpoint, WireResponse } from '@llmsim/core';
import {
  answer,
  bodyOf,
  contextOf,
  errorOf,
  found,
  lookUp,
  optionsOf,
  planNothing,
} from '../../../fixtures/exchanges.js';
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

  it('says what the simulator has counted, and counts nothing again', async () => {
    const endpoint = endpoints.find(({ name }) => name === 'input_tokens') as AnswerEndpoint;
    const exchange = await endpoint.parse({ model: 'gpt-4o', input: 'Hello world' }, contextOf());
    const seed = [1, 2, 3, 4] as const;
    const { answer } = exchange.answer({
      inputTokens: 9,
      contentSeed: seed,
      idSeed: seed,
      plan: planNothing,
    });
    expect(bodyOf(answer as WireResponse)).toMatchObject({ input_tokens: 9 });
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
