import {
  createSimulator,
  takeSteps,
  tokenCounterForModel,
  type RequestContext,
  type Steps,
} from '@llmsim/core';
import { contextOf, optionsOf } from '../../fixtures/exchanges.js';
import { openResponsesDialect } from '../open-responses-dialect.js';
import { createResponsesEndpoints } from './responses-endpoints.js';

/** A context that counts the steps that are left to others' turns. */
function countingContext() {
  let taken = 0;
  const inSteps = <T>(steps: Steps<T>): Promise<T> => {
    function* counted(): Steps<T> {
      for (;;) {
        const { done, value } = steps.next();
        if (done === true) return value;
        taken += 1;
        yield;
      }
    }
    return Promise.resolve(takeSteps(counted()));
  };
  const context: RequestContext = { ...contextOf(), inSteps };
  return { context, taken: () => taken };
}

const endpoints = createResponsesEndpoints(openResponsesDialect, {
  ...optionsOf(),
  countInputTokens: undefined,
});
const endpointAt = (path: string) => {
  const found = endpoints.find((endpoint) => endpoint.path === path);
  if (found === undefined || found.type === 'socket') throw new Error(`There is nothing at ${path}.`);
  return found;
};
const words = (count: number, word: string) => word.repeat(count);

describe('a long request', () => {
  it('is cut to fit in steps', async () => {
    const endpoint = endpointAt('/responses');
    const { context, taken } = countingContext();
    const input = Array.from({ length: 20 }, (_, index) => ({
      role: 'user',
      content: words(20_000, ` cut${index}`),
    }));
    const body = { model: 'gpt-4o', truncation: 'auto', input };
    if (endpoint.type !== 'generation') throw new Error('It answers otherwise.');
    const { request } = await endpoint.parse(body, context);
    expect(request.messages.length).toBeLessThan(20);
    expect(taken()).toBeGreaterThan(20);
  });

  // Its tokens were counted in steps before, as those of every request.
  it('is compacted, and answered in pieces', async () => {
    const endpoint = endpointAt('/responses/compact');
    const text = words(60_000, ' compact');
    if (endpoint.type !== 'answer') throw new Error('It answers otherwise.');
    const exchange = await endpoint.parse({ model: 'gpt-4o', input: text }, contextOf());
    const plan = createSimulator({ seed: 1 }).planAnswer('compact', exchange);
    const pieces = plan.type === 'answer' && 'pieces' in plan.answer ? [...plan.answer.pieces] : [];
    expect(pieces.length).toBeGreaterThan(10);
    expect(JSON.parse(pieces.join(''))).toMatchObject({
      output: [{ content: [{ text }] }, { type: 'compaction' }],
      usage: { input_tokens: tokenCounterForModel('gpt-4o').count(text) + 7 },
    });
  });
});
