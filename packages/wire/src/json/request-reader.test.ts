import { refusalOf } from '@llmsim/core/testing';
import {
  asFields,
  checkName,
  checkRange,
  enumerate,
  isFields,
  limitItems,
  pathOf,
  readBoolean,
  readChoice,
  readDecimal,
  readFields,
  readInteger,
  readList,
  readRequiredText,
  readText,
  refuse,
  requireItems,
  typeOf,
} from './request-reader.js';
import type { Place } from './request-reader.js';

const root: Place = { parent: undefined, key: 'messages' };
const place: Place = { parent: root, key: 1 };

describe('pathOf', () => {
  it.each([
    [undefined, 'model', 'model'],
    [root, 0, 'messages[0]'],
    [place, 'content', 'messages[1].content'],
    [{ parent: place, key: 'content' }, 2, 'messages[1].content[2]'],
    [place, undefined, 'messages[1]'],
  ])('spells a path as error messages do', (parent, key, path) => {
    expect(pathOf(parent, key)).toBe(path);
  });
});

describe('enumerate', () => {
  it.each([
    [['a'], 'and', "'a'"],
    [['a', 'b'], 'or', "'a' or 'b'"],
    [['a', 'b', 'c'], 'and', "'a', 'b', and 'c'"],
    [['a', 'b', 'c'], 'or', "'a', 'b', or 'c'"],
  ] as const)('lists %j', (values, conjunction, text) => {
    expect(enumerate(values, conjunction)).toBe(text);
  });
});

describe('typeOf', () => {
  it.each([
    [null, 'null'],
    [undefined, 'null'],
    [[], 'an array'],
    [{}, 'an object'],
    ['', 'a string'],
    [true, 'a boolean'],
    [1, 'an integer'],
    [1.5, 'a decimal number'],
  ])('names the type of %j', (value, name) => {
    expect(typeOf(value)).toBe(name);
  });
});

describe('isFields', () => {
  it('holds for objects only', () => {
    expect(isFields({})).toBe(true);
    for (const value of [null, undefined, [], 'x', 1, true]) expect(isFields(value)).toBe(false);
  });
});

describe('refuse', () => {
  it('throws an error that its sender gets to see', () => {
    expect(refusalOf(() => refuse('No.', 'n', 'why'))).toEqual({
      kind: 'invalid-request',
      message: 'No.',
      param: 'n',
      code: 'why',
    });
  });
});

describe('readers', () => {
  it.each([
    ['text', () => readText({ a: 'x' }, 'a'), 'x'],
    ['an absent text', () => readText({}, 'a'), undefined],
    ['a text that is null', () => readText({ a: null }, 'a'), undefined],
    ['a required text', () => readRequiredText({ a: 'x' }, 'a'), 'x'],
    ['a boolean', () => readBoolean({ a: false }, 'a'), false],
    ['an absent boolean', () => readBoolean({ a: null }, 'a'), undefined],
    ['an integer', () => readInteger({ a: 3 }, 'a', 1, 3), 3],
    ['an absent integer', () => readInteger({}, 'a', 1, 3), undefined],
    ['a number', () => readDecimal({ a: 0.5 }, 'a', 0, 1), 0.5],
    ['a choice', () => readChoice({ a: 'x' }, 'a', ['x', 'y']), 'x'],
    ['an object', () => readFields({ a: { b: 1 } }, 'a'), { b: 1 }],
    ['an absent object', () => readFields({ a: null }, 'a'), undefined],
    ['a list', () => readList({ a: [1] }, 'a', undefined), [1]],
    ['an item', () => asFields({ b: 1 }, place), { b: 1 }],
  ])('read %s', (_name, read, value) => {
    expect(read()).toEqual(value);
  });

  it.each([
    [
      'text',
      () => readText({ a: 1 }, 'a', place),
      "Invalid type for 'messages[1].a': expected a string, but got an integer instead.",
    ],
    [
      'a required text',
      () => readRequiredText({}, 'a', place),
      "Missing required parameter: 'messages[1].a'.",
    ],
    [
      'a required text that is null',
      () => readRequiredText({ a: null }, 'a'),
      "Invalid type for 'a': expected a string, but got null instead.",
    ],
    [
      'a boolean',
      () => readBoolean({ a: 'x' }, 'a'),
      "Invalid type for 'a': expected a boolean, but got a string instead.",
    ],
    [
      'an integer',
      () => readInteger({ a: 1.5 }, 'a', 0, 9),
      "Invalid type for 'a': expected an integer, but got a decimal number instead.",
    ],
    [
      'a number',
      () => readDecimal({ a: '1' }, 'a', 0, 9),
      "Invalid type for 'a': expected a decimal, but got a string instead.",
    ],
    [
      'a choice',
      () => readChoice({ a: 1 }, 'a', ['x', 'y']),
      "Invalid type for 'a': expected one of 'x' or 'y', but got an integer instead.",
    ],
    [
      'an object',
      () => readFields({ a: [] }, 'a'),
      "Invalid type for 'a': expected an object, but got an array instead.",
    ],
    [
      'a list',
      () => readList({ a: {} }, 'a', undefined),
      "Invalid type for 'a': expected an array of objects, but got an object instead.",
    ],
    [
      'a list that is null',
      () => readList({ a: null }, 'a', undefined),
      "Invalid type for 'a': expected an array of objects, but got null instead.",
    ],
    [
      'an item',
      () => asFields('x', place),
      "Invalid type for 'messages[1]': expected an object, but got a string instead.",
    ],
  ])('refuse anything else for %s', (_name, read, message) => {
    expect(refusalOf(read)).toMatchObject({ kind: 'invalid-request', message });
  });

  it.each([
    ['a text of the greatest length', () => readText({ a: 'xx' }, 'a', undefined, 2), undefined],
    ['a longer text', () => readText({ a: 'xxx' }, 'a', undefined, 2), 'string_above_max_length'],
    ['the least integer', () => readInteger({ a: 1 }, 'a', 1, 2), undefined],
    ['a smaller integer', () => readInteger({ a: 0 }, 'a', 1, 2), 'integer_below_min_value'],
    ['a greater integer', () => readInteger({ a: 3 }, 'a', 1, 2), 'integer_above_max_value'],
    ['the greatest number', () => readDecimal({ a: 2 }, 'a', 1, 2), undefined],
    ['a greater number', () => readDecimal({ a: 2.1 }, 'a', 1, 2), 'decimal_above_max_value'],
    ['a number in a range', () => checkRange(1, 'a', 'decimal', 1, 1), undefined],
    ['an unknown choice', () => readChoice({ a: 'z' }, 'a', ['x', 'y']), 'invalid_value'],
    ['one item', () => requireItems([1], 'a'), undefined],
    ['no item', () => requireItems([], 'a'), 'empty_array'],
    ['few items', () => limitItems([1, 2], 'a', 2), undefined],
    ['many items', () => limitItems([1, 2, 3], 'a', 2), 'array_above_max_length'],
    ['a name', () => checkName('a_B-9', 'a'), undefined],
    ['an empty name', () => checkName('', 'a'), 'empty_string'],
    ['a long name', () => checkName('a'.repeat(65), 'a'), 'string_above_max_length'],
    ['a name with a space', () => checkName('a b', 'a'), 'invalid_value'],
  ])('know the bounds: %s', (_name, read, code) => {
    if (code === undefined) expect(read).not.toThrow();
    else expect(refusalOf(read).code).toBe(code);
  });
});
