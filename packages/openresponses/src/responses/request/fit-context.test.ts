import { createSimRequest, takeSteps } from '@llmsim/core';
import type { SimMessage, SimRequest, Steps } from '@llmsim/core';
import fc from 'fast-check';
import { catalogOf } from '../../../fixtures/models.js';
import { fitContext } from './fit-context.js';

const model = { ...catalogOf().resolve('small'), contextWindow: 10 };
/** A message costs as many tokens as its text has characters. */
const count = ({ messages }: SimRequest) =>
  messages.reduce((sum, { content }) => sum + (content[0]?.type === 'text' ? content[0].text.length : 0), 0);
// eslint-disable-next-line require-yield
function* countInSteps(request: SimRequest): Steps<number> {
  return count(request);
}
const fitted = (request: SimRequest) => takeSteps(fitContext(request, model, countInSteps));
const say = (role: SimMessage['role'], text: string, more: Partial<SimMessage> = {}): SimMessage => ({
  role,
  content: [{ type: 'text', text }],
  ...more,
});
const fit = (messages: SimMessage[], maxOutputTokens?: number) =>
  fitted(createSimRequest({ model: 'small', messages, maxOutputTokens }))
    .messages.map(({ content }) => (content[0]?.type === 'text' ? content[0].text : ''))
    .join();

describe('fitContext', () => {
  it('leaves alone what fits', () => {
    const request = createSimRequest({
      model: 'small',
      messages: [say('user', 'aaaaa'), say('user', 'bbbbb')],
    });
    expect(fitted(request)).toBe(request);
  });

  it('drops the oldest messages, and no more than it has to', () => {
    expect(fit([say('user', 'aaaa'), say('assistant', 'bbbb'), say('user', 'cccc')])).toBe('bbbb,cccc');
  });

  it('leaves room for the output', () => {
    expect(fit([say('user', 'aaaa'), say('assistant', 'bbbb'), say('user', 'cccc')], 4)).toBe('cccc');
  });

  it('keeps instructions and the last message', () => {
    expect(fit([say('system', 'ssssss'), say('user', 'aaaa'), say('user', 'bbbbbbbb')])).toBe(
      'ssssss,bbbbbbbb',
    );
  });

  it('drops outputs with their calls', () => {
    const toolCalls = [{ callId: 'call_1', name: 'f', argumentsText: '' }];
    const messages = [
      say('assistant', 'aaaa', { toolCalls }),
      say('tool', 'bb', { toolCallId: 'call_1' }),
      say('user', 'cccccc'),
    ];
    expect(fit(messages)).toBe('cccccc');
  });

  it('makes everything fit that can, and never changes the order', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 4 }), { minLength: 1, maxLength: 20 }), (texts) => {
        const messages = texts.map((text) => say('user', text));
        const rest = fitted(createSimRequest({ model: 'small', messages }));
        expect(count(rest)).toBeLessThanOrEqual(10);
        expect(messages.slice(-rest.messages.length)).toEqual(rest.messages);
      }),
    );
  });

  it('keeps the only message', () => {
    expect(fit([say('user', 'aaaaaaaaaaaa')])).toBe('aaaaaaaaaaaa');
  });

  it('counts each message once, however many there are to drop', () => {
    let counted = 0;
    function* countCharacters(request: SimRequest): Steps<number> {
      counted += count(request);
      yield;
      return count(request);
    }
    const messages = Array.from({ length: 1000 }, () => say('user', 'aaaa'));
    const request = createSimRequest({ model: 'small', messages });
    expect(takeSteps(fitContext(request, model, countCharacters)).messages).toHaveLength(2);
    expect(counted).toBeLessThanOrEqual(8000);
  });
});
