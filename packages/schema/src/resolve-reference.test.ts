import { isRecord, isSchema, resolveReference } from './resolve-reference.js';

const inner = { type: 'string' };
const anchored = { $anchor: 'here', type: 'integer' };
const named = { $id: 'https://example.com/item', properties: { size: { type: 'number' } } };
const root = {
  $defs: { item: inner, 'a/b~c': inner, 'with space': inner, anchored, named, list: [inner] },
  properties: { x: { items: inner }, yes: true },
};

describe('resolveReference', () => {
  it.each([
    ['#', root],
    ['', root],
    ['#/$defs/item', inner],
    ['#/$defs/a~1b~0c', inner],
    ['#/$defs/with%20space', inner],
    ['#/$defs/list/0', inner],
    ['#/properties/x/items', inner],
    ['#/properties/yes', true],
    ['#here', anchored],
    ['https://example.com/item', named],
    ['https://example.com/item#', named],
    ['https://example.com/item#/properties/size', { type: 'number' }],
    ['#/$defs/missing', undefined],
    ['#/$defs/list', undefined],
    ['#/$defs/list/7', undefined],
    ['#/constructor', undefined],
    ['#nowhere', undefined],
    ['#/$defs/%', undefined],
    ['https://example.com/other', undefined],
  ])('resolves %p', (reference, expected) => {
    expect(resolveReference(root, reference)).toEqual(expected);
  });
});

describe('isSchema and isRecord', () => {
  it.each<[unknown, boolean, boolean]>([
    [{}, true, true],
    [true, true, false],
    [false, true, false],
    [[], false, false],
    [null, false, false],
    ['string', false, false],
    [undefined, false, false],
  ])('resolve %j: %p, %p', (value, schema, record) => {
    expect([isSchema(value), isRecord(value)]).toEqual([schema, record]);
  });
});
