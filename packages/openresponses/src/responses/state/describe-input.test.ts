import { describeInput } from './describe-input.js';

const owner = `resp_0123456789abcdef00${'7'.repeat(32)}`;
const describeOne = (item: { type: string; [key: string]: unknown }) => describeInput([item], owner)[0];

describe('describeInput', () => {
  it.each([
    [
      { type: 'message', role: 'user', content: 'Hi' },
      { type: 'message', status: 'completed', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] },
    ],
    [
      { type: 'message', role: 'assistant', content: 'Hi' },
      {
        type: 'message',
        status: 'completed',
        role: 'assistant',
        content: [{ type: 'output_text', annotations: [], logprobs: [], text: 'Hi' }],
      },
    ],
    [
      { type: 'message', role: 'user', content: [{ type: 'input_image', image_url: 'https://x' }] },
      {
        type: 'message',
        status: 'completed',
        role: 'user',
        content: [{ type: 'input_image', detail: 'auto', image_url: 'https://x' }],
      },
    ],
    [
      { type: 'function_call_output', call_id: 'c', output: '7', status: 'incomplete' },
      { type: 'function_call_output', status: 'incomplete', call_id: 'c', output: '7' },
    ],
    [
      { type: 'reasoning', summary: [] },
      { type: 'reasoning', summary: [] },
    ],
  ])('writes %j out in full', (item, expected) => {
    const { id, ...rest } = describeOne(item) ?? { id: '' };
    expect(rest).toEqual(expected);
    expect(id).toMatch(/^[a-z]+_0123456789abcdef00[0-9a-f]{32}$/);
  });

  it('keeps ids that are there', () => {
    expect(describeOne({ type: 'message', id: 'msg_mine', role: 'user', content: '' })?.id).toBe('msg_mine');
  });

  it('gives each item an id of its own, the same each time', () => {
    const items = ['a', 'a'].map((content) => ({ type: 'message', role: 'user', content }));
    const ids = describeInput(items, owner).map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
    expect(describeInput(items, owner).map(({ id }) => id)).toEqual(ids);
    expect(describeInput(items, owner, 'later').map(({ id }) => id)).not.toEqual(ids);
  });
});
