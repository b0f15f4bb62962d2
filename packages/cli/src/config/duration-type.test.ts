import { durationFlag } from './duration-type.js';

const ignore = () => undefined;

it.each([
  ['10', 10_000],
  ['10s', 10_000],
  ['1.5 s', 1500],
  ['500ms', 500],
  ['2m', 120_000],
  ['0', 0],
])('reads %s', (text, ms) => {
  expect(durationFlag.readText?.(text, ignore)).toBe(ms);
});

it.each(['', 's', '10h', '-1s', 'ten', '1e9'])('refuses %j', (text) => {
  const mistakes: string[] = [];
  expect(durationFlag.readText?.(text, (_path, what) => mistakes.push(what))).toBeUndefined();
  expect(mistakes[0]).toContain('a duration such as 10s, 500ms or 2m');
});
