import type { SettingType } from './setting-type.js';
import {
  byteSize,
  choice,
  numberFrom,
  share,
  text,
  textOrNumber,
  wholeNumber,
  yesOrNo,
} from './scalar-types.js';

function readValue(type: SettingType<unknown>, value: unknown) {
  const mistakes: string[] = [];
  return { read: type.read(value, (_path, what) => mistakes.push(what)), mistakes };
}

function readText(type: SettingType<unknown>, given: string) {
  const mistakes: string[] = [];
  return { read: type.readText?.(given, (_path, what) => mistakes.push(what)), mistakes };
}

const port = wholeNumber(0, 65_535);

describe('values of a file', () => {
  it.each([
    ['a whole number', port, 8080, 8080],
    ['the least', port, 0, 0],
    ['the most', port, 65_535, 65_535],
    ['a fraction', share, 0.25, 0.25],
    ['a duration', numberFrom(0, 100), 99.5, 99.5],
    ['yes', yesOrNo, true, true],
    ['no', yesOrNo, false, false],
    ['a text', text('a text'), 'x', 'x'],
    ['a number for a text', textOrNumber('a seed'), 42, '42'],
    ['a word', choice(['auto', 'never']), 'never', 'never'],
    ['bytes', byteSize(10_000), 1024, 1024],
    ['bytes with a unit', byteSize(1e9), '32 MiB', 33_554_432],
  ])('takes %s', (_name, type, value, expected) => {
    expect(readValue(type, value)).toEqual({ read: expected, mistakes: [] });
  });

  it.each([
    ['a number in quotes', port, '8080', 'found "8080"; accepted: a whole number from 0 to 65535.'],
    ['too large a number', port, 65_536, 'found 65536; accepted: a whole number from 0 to 65535.'],
    ['a fraction for a whole number', port, 1.5, 'found 1.5; accepted: a whole number from 0 to 65535.'],
    ['no number', share, NaN, 'found NaN; accepted: a number from 0 to 1.'],
    ['more than all', share, 1.01, 'found 1.01; accepted: a number from 0 to 1.'],
    ['a word for yes', yesOrNo, 'yes', 'found "yes"; accepted: true or false.'],
    ['an empty text', text('a text'), '', 'found ""; accepted: a text.'],
    ['a list for a text', textOrNumber('a seed'), [1], 'found [1]; accepted: a seed.'],
    [
      'a misspelt word',
      choice(['auto', 'never']),
      'nevr',
      'found "nevr"; accepted: auto or never. Did you mean never?',
    ],
    ['no word', choice(['a', 'b', 'c']), 3, 'found 3; accepted: one of a, b, c.'],
    [
      'an unknown unit',
      byteSize(99),
      '1MB',
      'found "1MB"; accepted: a number of bytes from 1 to 99, such as 1048576 or 1MiB.',
    ],
    [
      'too many bytes',
      byteSize(99),
      100,
      'found 100; accepted: a number of bytes from 1 to 99, such as 1048576 or 1MiB.',
    ],
  ])('refuses %s', (_name, type, value, mistake) => {
    expect(readValue(type, value)).toEqual({ read: undefined, mistakes: [mistake] });
  });
});

describe('texts of flags and variables', () => {
  it.each([
    [port, '8080', 8080],
    [port, ' 80 ', 80],
    [share, '.5', 0.5],
    [share, '1e-3', 0.001],
    [yesOrNo, 'TRUE', true],
    [yesOrNo, '0', false],
    [textOrNumber('a seed'), '42', '42'],
    [choice(['auto', 'never']), 'auto', 'auto'],
    [byteSize(1e9), '1kib', 1024],
  ])('%#: reads %j', (type, given, expected) => {
    expect(readText(type, given)).toEqual({ read: expected, mistakes: [] });
  });

  it.each([
    [port, '0x10'],
    [port, '80a'],
    [port, ''],
    [share, 'half'],
    [share, '-0.1'],
    [yesOrNo, 'on'],
  ])('%#: refuses %j and says so once', (type, given) => {
    const { read, mistakes } = readText(type, given);
    expect(read).toBeUndefined();
    expect(mistakes).toEqual([expect.stringContaining(`found ${JSON.stringify(given)}`)]);
  });
});
