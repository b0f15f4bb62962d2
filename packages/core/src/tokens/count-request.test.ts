import { createSimRequest } from '../turn/create-sim-request.js';
import type { PromptFraming } from '../turn/sim-request.js';
import { countRequest } from './count-request.js';
import { tokenCounterForModel } from './token-counter-for-model.js';

const counter = tokenCounterForModel('gpt-4o');

/** Each figure can be recognised in a sum. */
const framing: PromptFraming = {
  priming: 1000,
  messageTokens: ({ role }, contentTokens) => (role === 'tool' ? 20_000 : 10_000) + contentTokens * 1_000_000,
  imageTokens: (_image, model) => (model === 'gpt-4o' ? 100_000 : 0),
  audioTokens: ({ durationMs }) => durationMs,
  fileTokens: ({ bytes }) => bytes,
  declarations: ({ tools }) => tools.map(({ name }) => ({ text: name, extraTokens: -500 })),
};

const count = (input: Partial<Parameters<typeof createSimRequest>[0]>) =>
  countRequest(
    createSimRequest({ model: 'gpt-4o', promptFraming: framing, messages: [], ...input }),
    counter,
  );

describe('the input tokens of a request', () => {
  it('are the priming alone when nothing is said', () => {
    expect(count({})).toBe(1000);
  });

  it('are those of each message, around which the framing puts its own', () => {
    // "hello world" is two tokens.
    expect(count({ messages: [{ role: 'user', content: 'hello world' }] })).toBe(1000 + 2 + 2_010_000);
    expect(count({ messages: [{ role: 'tool', content: '' }] })).toBe(1000 + 20_000);
  });

  it('are what the framing says of images, audio and files', () => {
    const content = [
      { type: 'image', detail: 'low' },
      { type: 'audio', durationMs: 7 },
      { type: 'file', filename: undefined, bytes: 30 },
    ] as const;
    const inContent = 100_000 + 7 + 30;
    expect(count({ messages: [{ role: 'user', content }] })).toBe(
      1000 + inContent + 10_000 + inContent * 1_000_000,
    );
  });

  it('count the name of who speaks, but not of a message that only calls tools', () => {
    const toolCalls = [{ callId: 'a', name: 'hello', argumentsText: 'hello world' }];
    expect(count({ messages: [{ role: 'user', content: '', name: 'hello' }] })).toBe(1000 + 10_000 + 1);
    expect(count({ messages: [{ role: 'assistant', content: '', name: 'hello', toolCalls }] })).toBe(
      1000 + 10_000 + 3,
    );
  });

  it('are those of what is declared, with what that costs besides', () => {
    expect(count({ tools: [{ type: 'custom', name: 'hello world' }] })).toBe(1000 + 2 - 500);
  });

  it('are the texts alone where no API is named', () => {
    const request = createSimRequest({
      model: 'gpt-4o',
      messages: [
        { role: 'system', content: 'hello world' },
        { role: 'user', content: 'good morning' },
      ],
    });
    expect(countRequest(request, counter)).toBe(4);
  });
});
