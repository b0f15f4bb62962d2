import { createFailureMode, createSimulator, customLatencyProfile } from '@llmsim/core';
import {
  acceptedAtMs,
  answer,
  contextOf,
  errorOf,
  found,
  lookUp,
  optionsOf,
  parseResponse,
  type Json,
} from '../../../fixtures/exchanges.js';
import { helloReply } from '../../../fixtures/planned-reply.js';
import { openResponsesDialect } from '../../open-responses-dialect.js';
import { createResponsesEndpoints } from '../responses-endpoints.js';

const endpoints = createResponsesEndpoints(openResponsesDialect, optionsOf());
const input = [
  { role: 'user', content: 'What is two and two?' },
  { role: 'assistant', content: 'Four.' },
  { role: 'user', content: 'And three?' },
];
const compact = (body: object) =>
  found(endpoints, 'POST', '/responses/compact', { model: 'gpt-4o', ...body });

describe('POST /responses/compact', () => {
  it('keeps what the user said, and one item for the whole', async () => {
    const compaction = await compact({ input, instructions: 'Be brief.' });
    expect(compaction).toMatchObject({
      id: expect.stringMatching(/^resp_[0-9a-f]{50}$/) as unknown,
      object: 'response.compaction',
      created_at: Math.floor(acceptedAtMs / 1000),
      output: [
        { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'What is two and two?' }] },
        { type: 'message', role: 'user', content: [{ text: 'And three?' }] },
        { type: 'compaction', id: expect.stringMatching(/^cmp_[0-9a-f]{50}$/) as unknown },
      ],
      usage: { input_tokens: 10, output_tokens: 14, total_tokens: 24 },
    });
  });

  it('can be sent back as input, and has not lost what was said', async () => {
    const { output } = await compact({ input });
    const { request } = await parseResponse(endpoints, {
      input: [...(output as []), { role: 'user', content: 'Go on.' }],
    });
    expect(request.messages.map(({ role }) => role)).toEqual(['user', 'user', 'assistant', 'user']);
    expect(JSON.stringify(request.messages[2])).toContain('Four.');
  });

  it('takes in what the request goes on from', async () => {
    const { id } = await answer(endpoints, {}, helloReply);
    const { output } = await compact({ previous_response_id: id });
    expect(output).toMatchObject([{ content: [{ text: 'Say hello.' }] }, { type: 'compaction' }]);
  });

  it('takes the time of a reply, costs what it says, and fails as a turn does', async () => {
    const endpoint = endpoints.find(({ path }) => path === '/responses/compact');
    if (endpoint?.type !== 'answer') throw new Error('It is no answer.');
    const exchange = await endpoint.parse({ model: 'gpt-4o', input }, contextOf());
    const latency = customLatencyProfile({ timeToFirstToken: 100, interTokenLatency: 10 });
    const simulator = createSimulator({ seed: 1, latency: () => latency });
    const plan = simulator.planAnswer('compact', exchange);
    if (plan.type !== 'answer' || !('body' in plan.answer)) throw new Error('It has no body.');
    const { usage } = JSON.parse(plan.answer.body) as { usage: Json };
    expect(usage).toMatchObject({
      input_tokens: plan.usage.inputTokens,
      output_tokens: plan.usage.outputTokens,
    });
    expect(plan.timeline.durationMs()).toBe(100 + 10 * (plan.usage.outputTokens - 1));
    const faults = [{ mode: createFailureMode('overloaded'), rate: 1 }];
    expect(simulator.planAnswer('compact', exchange, { faults })).toMatchObject({
      type: 'failure',
      fault: 'overloaded',
    });
  });

  it('gives every compaction an id of its own', async () => {
    expect((await compact({ input }))['id']).not.toBe((await compact({ input }))['id']);
  });

  it.each([
    [undefined, 'body'],
    [{ input }, 'model'],
    [{ model: 'gpt-4o' }, 'input'],
  ])('refuses %j', async (body, param) => {
    const call = () => lookUp(endpoints, 'POST', '/responses/compact', body);
    expect(await errorOf(call, openResponsesDialect)).toMatchObject({ status: 400, param });
  });
});
