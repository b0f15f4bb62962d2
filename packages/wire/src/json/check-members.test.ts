import { refusalOf } from '@llmsim/core/testing';
import { createMemberCheck } from './check-members.js';

const check = createMemberCheck(`
(body): model messages:message schema input:item
message: role content:part
part: @type text=text image_url=image
text: type text
image: type image_url:url
url: url detail
item: @type message=message
`);
const text = { type: 'text', text: 'Hi' };

describe('createMemberCheck', () => {
  it.each([
    [{}],
    [{ model: 'a', messages: [{ role: 'user', content: 'Hi' }] }],
    [{ messages: [{ role: 'user', content: [text, { type: 'image_url', image_url: { url: 'x' } }] }] }],
    [{ messages: [{ content: [{ type: 'unheard', anything: 1 }, 7, null] }] }],
    [{ schema: { any: { thing: [{ at: 'all' }] } } }],
    [{ messages: 'no list', input: null }],
    [{ input: [{ role: 'user', content: 'Hi' }] }],
  ])('takes %j', (body) => {
    expect(() => check(body)).not.toThrow();
  });

  it.each<[Record<string, unknown>, string]>([
    [{ top_k: 1 }, 'top_k'],
    [{ messages: [{ role: 'user' }, { role: 'user', x: 1 }] }, 'messages[1].x'],
    [{ messages: [{ content: [text, { ...text, x: 1 }] }] }, 'messages[0].content[1].x'],
    [
      { messages: [{ content: [{ type: 'image_url', image_url: { x: 1 } }] }] },
      'messages[0].content[0].image_url.x',
    ],
    [{ input: [{ role: 'user', x: 1 }] }, 'input[0].x'],
    [{ constructor: 1 }, 'constructor'],
  ])('refuses %j', (body, path) => {
    expect(refusalOf(() => check(body))).toEqual({
      kind: 'invalid-request',
      message: `Unknown parameter: '${path}'.`,
      param: path,
      code: 'unknown_parameter',
    });
  });

  it('is not led astray by depth', () => {
    let nested: unknown = [];
    for (let i = 0; i < 10_000; i += 1) nested = [nested];
    expect(() => check({ messages: nested })).not.toThrow();
  });
});
