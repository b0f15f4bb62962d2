import {
  callPart,
  customCallPart,
  reasoningPart,
  refusalPart,
  textPart,
} from '../../../fixtures/planned-reply.js';
import { openContent } from '../request/sealed-content.js';
import { describeItem, textOf } from './describe-item.js';
import type { ItemOptions } from './describe-item.js';

const ids = { itemId: 'item_1', callId: 'call_1' };
const settingOf = (
  request: Partial<ItemOptions['request']> = {},
  reasoningHasStatus = false,
): ItemOptions => ({
  request: {
    namespaced: new Map(),
    builtIn: new Map(),
    topLogprobs: undefined,
    hasEncryptedReasoning: false,
    shownReasoning: 'nothing',
    ...request,
  },
  dialect: { reasoningHasStatus },
  idSeed: [1, 2, 3, 4],
});

describe('describeItem', () => {
  it.each([
    [
      'a text',
      textPart('a', 'b'),
      '{"id":"item_1","type":"message","status":"completed","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"ab"}],"role":"assistant"}',
    ],
    [
      'a refusal',
      refusalPart('No'),
      '{"id":"item_1","type":"message","status":"completed","content":[{"type":"refusal","refusal":"No"}],"role":"assistant"}',
    ],
    [
      'a function call',
      callPart('f', '{', '}'),
      '{"id":"item_1","type":"function_call","status":"completed","arguments":"{}","call_id":"call_1","name":"f"}',
    ],
    [
      'a custom tool call',
      customCallPart('f', 'x'),
      '{"id":"item_1","type":"custom_tool_call","status":"completed","call_id":"call_1","input":"x","name":"f"}',
    ],
    [
      'hidden reasoning',
      reasoningPart(9, 'I'),
      '{"id":"item_1","type":"reasoning","content":[],"summary":[]}',
    ],
  ])('describes %s in the recorded order of keys', (_name, part, json) => {
    expect(JSON.stringify(describeItem(part, ids, 'completed', part.pieces.length, settingOf()))).toBe(json);
  });

  it('has no content before its part has begun', () => {
    expect(describeItem(textPart('a'), ids, 'in_progress', undefined, settingOf())).toMatchObject({
      content: [],
    });
    expect(describeItem(callPart('f', '{}'), ids, 'in_progress', undefined, settingOf())).toMatchObject({
      arguments: '',
    });
    const shown = settingOf({ shownReasoning: 'summary' });
    expect(describeItem(reasoningPart(2, 'I'), ids, 'in_progress', undefined, shown)).toMatchObject({
      summary: [],
    });
  });

  it('shows reasoning as what was asked for', () => {
    const describe = (shownReasoning: 'summary' | 'text') =>
      describeItem(reasoningPart(9, 'I', ' think'), ids, 'completed', 2, settingOf({ shownReasoning }));
    expect(describe('summary')).toMatchObject({
      content: [],
      summary: [{ type: 'summary_text', text: 'I think' }],
    });
    expect(describe('text')).toMatchObject({
      content: [{ type: 'reasoning_text', text: 'I think' }],
      summary: [],
    });
  });

  it('gives reasoning a status only where the dialect has one', () => {
    expect(describeItem(reasoningPart(9), ids, 'incomplete', 0, settingOf({}, true))).toMatchObject({
      status: 'incomplete',
    });
    expect(describeItem(reasoningPart(9), ids, 'incomplete', 0, settingOf())).not.toHaveProperty('status');
  });

  it('encrypts reasoning alike each time, and longer the more was thought', () => {
    const encrypt = (tokens: number) => {
      const item = describeItem(
        reasoningPart(tokens),
        ids,
        'completed',
        0,
        settingOf({ hasEncryptedReasoning: true }),
      );
      return (item as { encrypted_content?: string }).encrypted_content ?? '';
    };
    expect(encrypt(10)).toMatch(/^gAAAA[\w-]+={0,2}$/);
    expect(encrypt(10)).toBe(encrypt(10));
    expect(encrypt(500).length).toBeGreaterThan(encrypt(10).length);
    expect(encrypt(1e9).length).toBeLessThan(10_000);
  });

  it('encrypts reasoning that has only begun otherwise, and shorter', () => {
    const encrypt = (tokens: number | undefined) => {
      const options = settingOf({ hasEncryptedReasoning: true });
      const item = describeItem(reasoningPart(100), ids, 'in_progress', tokens, options);
      return (item as { encrypted_content?: string }).encrypted_content ?? '';
    };
    expect(openContent(encrypt(undefined))).toBeDefined();
    expect(openContent(encrypt(0))).toBeDefined();
    expect(encrypt(undefined).slice(0, 40)).not.toBe(encrypt(0).slice(0, 40));
    expect(encrypt(undefined).length).toBeLessThan(encrypt(0).length);
  });

  it('has a log probability for each token that there is', () => {
    const item = describeItem(textPart('a', 'b', 'c'), ids, 'incomplete', 2, settingOf({ topLogprobs: 0 }));
    expect(item).toMatchObject({ content: [{ text: 'ab', logprobs: [{ token: 'a' }, { token: 'b' }] }] });
  });
});

describe('textOf', () => {
  it.each([
    [0, ''],
    [1, 'a'],
    [2, 'ab'],
    [9, 'ab'],
  ])('takes the first %i tokens', (tokens, text) => {
    expect(textOf(textPart('a', 'b'), tokens)).toBe(text);
  });
});
