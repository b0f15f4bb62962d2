import { createSimRequest } from '@llmsim/core';
import type { SimMessage, SimRequest } from '@llmsim/core';
import fc from 'fast-check';
import { catalogOf } from '../../../fixtures/models.js';
import { fitContext } from './fit-context.js';

const model = { ...catalogOf().resolve('small'), contextWindow: 10 };
/** A message costs as many tokens as its text has characters. */
const count = ({ messages }: SimRequest) =>
  messages.reduce((sum, { content }) => sum + (content[0]?.type === 'text' ? content[0].text.length : 0), 0);
const say = (role: SimMessage['role'], text: string, more: Partial<SimMessage> = {}): SimMessage => ({
  role,
  content: [{ type: 'text', text }],
  ...more,
});
const fit = (messages: SimMessage[], maxOutputTokens?: number) =>
  fitContext(createSimRequest({ model: 'small', messages, maxOutputTokens }), model, count)
    .messages.map(({ content }) => (content[0]?.type === 'text' ? content[0].text : ''))
    .join();

describe('fitContext', () => {
  it('leaves alone what fits', () => {
    const request = createSimRequest({
      model: 'small',
      messages: [say('user', 'aaaaa'), say('user', 'bbbbb')],
    });
    expect(fitContext(request, model, count)).toBe(request);
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
        const fitted = fitContext(createSimRequest({ model: 'small', messages }), model, count);
        expect(count(fitted)).toBeLessThanOrEqual(10);
        expect(messages.slice(-fitted.messages.length)).toEqual(fitted.messages);
      }),
    );
  });
});
