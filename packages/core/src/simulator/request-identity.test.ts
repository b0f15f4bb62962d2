import { createSimRequest } from '../turn/create-sim-request.js';
import fc from 'fast-check';
import { takeSteps } from '../steps/steps.js';
import { identifyRequest, identifyRequestInSteps } from './request-identity.js';

const ask = (count: number) =>
  createSimRequest({
    model: 'gpt-4o',
    messages: Array.from({ length: count }, () => ({ role: 'user' as const, content: 'Hi' })),
  });

describe('the identity of a request', () => {
  it('is that of all its messages, however many there are', () => {
    expect(identifyRequest(ask(200_000))).toEqual(identifyRequest(ask(200_000)));
    expect(identifyRequest(ask(200_000))).not.toEqual(identifyRequest(ask(199_999)));
  });

  it('is the same in steps, wherever texts are cut', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    const part = fc.oneof(
      text.map((said) => ({ type: 'text' as const, text: said })),
      fc.constant({ type: 'image' as const, detail: 'low' as const }),
    );
    const message = fc.record({
      role: fc.constantFrom('user' as const, 'assistant' as const),
      content: fc.oneof(text, fc.array(part, { maxLength: 3 })),
      name: fc.option(text, { nil: undefined }),
      toolCalls: fc.option(
        fc.array(fc.record({ callId: text, name: text, argumentsText: text }), { maxLength: 3 }),
        { nil: undefined },
      ),
    });
    const tool = fc.record({
      type: fc.constant('function' as const),
      name: text,
      description: text,
      parameters: fc.dictionary(text, fc.jsonValue()),
      strict: fc.boolean(),
    });
    const schema = fc.record({
      type: fc.constant('json-schema' as const),
      name: text,
      schema: fc.dictionary(text, fc.jsonValue()),
      strict: fc.boolean(),
    });
    const asked = fc.record({
      model: text,
      messages: fc.array(message, { maxLength: 5 }),
      tools: fc.array(tool, { maxLength: 3 }),
      outputFormat: fc.oneof(fc.constant({ type: 'text' as const }), schema),
    });
    fc.assert(
      fc.property(asked, (fields) => {
        const request = createSimRequest(fields);
        expect(takeSteps(identifyRequestInSteps(request))).toEqual(identifyRequest(request));
      }),
      { seed: 1 },
    );
  });

  it('reads long messages in steps, and copies none of them', () => {
    const content = 'a long text '.repeat(100_000);
    const request = createSimRequest({ model: 'gpt-4o', messages: [{ role: 'user', content, name: 'me' }] });
    const steps = identifyRequestInSteps(request);
    let taken = 0;
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) taken += 1;
    expect(taken).toBeGreaterThanOrEqual(9);
    expect(step.value).toEqual(identifyRequest(request));
  });
});
