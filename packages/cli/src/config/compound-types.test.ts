import { listOf, mappingTo, record, textList } from './compound-types.js';
import { share, text, wholeNumber } from './scalar-types.js';
import type { SettingType } from './setting-type.js';

function read(type: SettingType<unknown>, value: unknown) {
  const mistakes: string[] = [];
  const result = type.read(value, (path, what) => mistakes.push(`${path.join('/')} ${what}`));
  return { result, mistakes };
}

const number = wholeNumber(0, 9);

describe('listOf', () => {
  const list = listOf(number, 'a list of digits');

  it('reads each item', () => {
    expect(read(list, [1, 2])).toEqual({ result: [1, 2], mistakes: [] });
  });

  it('reports every item that is wrong, at its place', () => {
    const { result, mistakes } = read(list, [1, 'x', 2, 10]);
    expect(result).toBeUndefined();
    expect(mistakes).toEqual([
      '1 found "x"; accepted: a whole number from 0 to 9.',
      '3 found 10; accepted: a whole number from 0 to 9.',
    ]);
  });

  it('refuses what is no list', () => {
    expect(read(list, { a: 1 }).mistakes).toEqual([' found {"a":1}; accepted: a list of digits.']);
  });
});

it('splits a text list at commas and drops what is empty', () => {
  const list = textList(text('a name'), 'names');
  expect(list.readText?.(' a, b,,c ', () => undefined)).toEqual(['a', 'b', 'c']);
});

describe('mappingTo', () => {
  const mapping = mappingTo(number, 'a mapping');

  it('reads each value and keeps every key', () => {
    const value = JSON.parse('{"a": 1, "__proto__": 2}') as unknown;
    const { result } = read(mapping, value);
    expect(Object.entries(result as object)).toEqual([
      ['a', 1],
      ['__proto__', 2],
    ]);
  });

  it('reports each value that is wrong at its key', () => {
    expect(read(mapping, { a: -1, b: 1, c: null }).mistakes).toEqual([
      'a found -1; accepted: a whole number from 0 to 9.',
      'c found null; accepted: a whole number from 0 to 9.',
    ]);
  });

  it.each([[[]], ['x'], [3]])('refuses %j', (value) => {
    expect(read(mapping, value).result).toBeUndefined();
  });
});

describe('record', () => {
  const fields = record({
    rate: { type: share, required: true, description: '' },
    model: { type: text('a name'), required: false, description: '' },
  });

  it('reads what is given and leaves out what is not', () => {
    expect(read(fields, { rate: 1 })).toEqual({ result: { rate: 1 }, mistakes: [] });
    expect(read(fields, { rate: 1, model: null })).toEqual({ result: { rate: 1 }, mistakes: [] });
  });

  it('reports unknown keys, missing keys and wrong values together', () => {
    expect(read(fields, { rat: 1, model: 3 }).mistakes).toEqual([
      'rat there is no such setting. Did you mean rate?',
      ' "rate" is missing; accepted: a number from 0 to 1.',
      'model found 3; accepted: a name.',
    ]);
  });

  it('lists the keys there are if none is close', () => {
    expect(read(fields, { rate: 0, banana: 1 }).mistakes).toEqual([
      'banana there is no such setting. Accepted here: rate, model.',
    ]);
  });

  it('does not take inherited properties for keys', () => {
    expect(read(fields, { rate: 0, constructor: 1 }).mistakes).toHaveLength(1);
  });
});
