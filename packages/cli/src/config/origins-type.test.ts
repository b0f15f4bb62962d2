import { origins } from './origins-type.js';

function read(value: unknown) {
  const mistakes: string[] = [];
  const result = origins.read(value, (path, what) => mistakes.push(`${path.join('/')} ${what}`));
  return { result, mistakes };
}

it.each([
  ['*', ['*']],
  ['off', []],
  [[], []],
  [
    ['https://a.example', 'http://localhost:3000'],
    ['https://a.example', 'http://localhost:3000'],
  ],
])('reads %j', (value, expected) => {
  expect(read(value)).toEqual({ result: expected, mistakes: [] });
});

it.each([
  ['https://a.example, *', ['https://a.example', '*']],
  [' off ', []],
])('reads the text %j', (text, expected) => {
  expect(origins.readText?.(text, () => undefined)).toEqual(expected);
});

it.each([
  ['https://a.example', ' found "https://a.example"; accepted: "*" for every origin, off, or a list'],
  [['a.example'], '0 found "a.example"; accepted: an origin such as https://app.example'],
  [['https://a.example/path'], '0 found "https://a.example/path"; accepted: an origin'],
  [false, ' found false; accepted: "*" for every origin'],
])('refuses %j', (value, mistake) => {
  const { result, mistakes } = read(value);
  expect(result).toBeUndefined();
  expect(mistakes).toEqual([expect.stringContaining(mistake)]);
});
