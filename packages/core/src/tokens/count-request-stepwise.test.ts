import { createSimRequest } from '../turn/create-sim-request.js';
import type { SimContent } from '../turn/sim-request.js';
import { countRequest } from './count-request.js';
import { countRequestStepwise, isCountedAtOnce } from './count-request-stepwise.js';
import { loadTiktoken } from './load-tiktoken.node.js';
import { createTiktokenCounter } from './tiktoken-counter.js';

const encoder = loadTiktoken('o200k_base');

/** A counter that remembers nothing yet, and counts how often it had to encode. */
function createCounter() {
  let encodedTexts = 0;
  const counter = createTiktokenCounter('o200k_base', () => ({
    encode_ordinary(text) {
      encodedTexts += 1;
      return encoder.encode_ordinary(text);
    },
    decode_single_token_bytes: (token) => encoder.decode_single_token_bytes(token),
  }));
  return { counter, encodedTexts: () => encodedTexts };
}

const ask = (...texts: string[]) =>
  createSimRequest({ model: 'gpt-4o', messages: texts.map((content) => ({ role: 'user', content })) });

const longText = Array.from(
  { length: 20_000 },
  (_, index) => ` ${index.toString(36).replace(/\d/g, 'q')}`,
).join('');

describe('counting a request in steps', () => {
  it.each([
    ['a short prompt', ask('What is the capital of France?')],
    ['no messages', ask()],
    ['some short messages', ask(...Array.from({ length: 50 }, (_, index) => `message ${index}`))],
  ])('is not worth it for %s', (_what, request) => {
    expect(isCountedAtOnce(request, createCounter().counter)).toBe(true);
  });

  it('is not worth it for a long prompt that is remembered', () => {
    const { counter } = createCounter();
    countRequest(ask(longText), counter);
    expect(isCountedAtOnce(ask(longText), counter)).toBe(true);
    expect(isCountedAtOnce(ask(longText), createCounter().counter)).toBe(false);
  });

  it('returns the count of a text that is too long to be remembered, and encodes nothing twice', () => {
    const { counter, encodedTexts } = createCounter();
    const request = ask(longText.repeat(80));
    const counting = countRequestStepwise(request, counter);
    let step = counting.next();
    let steps = 0;
    let longest = 0;
    while (step.done === false) {
      const before = encodedTexts();
      step = counting.next();
      steps += 1;
      longest = Math.max(longest, encodedTexts() - before);
    }
    expect(steps).toBeGreaterThan(100);
    expect(longest).toBeLessThan(2000);
    expect(step.value).toBe(countRequest(request, createCounter().counter));
    // The text was not remembered by the counter.
    expect(counter.unitsToCount(longText.repeat(80))).toBeGreaterThan(4_194_304);
  });

  it.each([
    ['a long prompt', ask(longText)],
    ['a long prompt among short ones', ask('first', longText, 'last')],
    ['a thousand short messages', ask(...Array.from({ length: 1000 }, (_, index) => `message ${index}`))],
    [
      'a long schema of a tool',
      createSimRequest({
        model: 'gpt-4o',
        messages: [],
        tools: [{ type: 'function', name: 'act', description: longText, strict: false }],
      }),
    ],
    [
      'long arguments of a call',
      createSimRequest({
        model: 'gpt-4o',
        messages: [
          {
            role: 'assistant',
            content: '',
            toolCalls: [{ callId: '1', name: 'act', argumentsText: longText }],
          },
        ],
      }),
    ],
    [
      'a hundred thousand parts without any text',
      createSimRequest({
        model: 'gpt-4o',
        messages: [
          { role: 'user', content: new Array<SimContent>(100_000).fill({ type: 'image', detail: 'low' }) },
        ],
      }),
    ],
    [
      'a hundred thousand parts of a word',
      createSimRequest({
        model: 'gpt-4o',
        messages: [
          { role: 'user', content: new Array<SimContent>(100_000).fill({ type: 'text', text: 'hi' }) },
        ],
      }),
    ],
  ])('counts %s in steps, and as it is counted at once', (_what, request) => {
    const { counter, encodedTexts } = createCounter();
    const counting = countRequestStepwise(request, counter);
    let step = counting.next();
    let steps = 0;
    for (; step.done !== true; step = counting.next()) {
      steps += 1;
      expect(encodedTexts()).toBeLessThan((steps + 1) * 2000);
    }
    expect(steps).toBeGreaterThan(1);
    expect(step.value).toBe(countRequest(request, createCounter().counter));
  });
});
