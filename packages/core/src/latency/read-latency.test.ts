import { latencyProfile } from './latency-profiles.js';
import { readLatency } from './read-latency.js';

it('knows the profiles by their names', () => {
  expect(readLatency('fast')).toBe(latencyProfile('fast'));
});

it.each([
  ['ttft=200;tbt=20', 200, 20],
  ['ttft=200', 200, 0],
  ['tbt = 0.5 ;', 0, 0.5],
])('reads %j as times that are always the same', (text, first, inter) => {
  const { timeToFirstToken, interTokenLatency } = readLatency(text);
  expect([timeToFirstToken.constant, interTokenLatency.constant]).toEqual([first, inter]);
});

it.each([
  ['nowhere', 'There is no latency profile "nowhere"'],
  ['ttft=soon', 'Option "ttft" must be a number of milliseconds; found "soon"'],
  ['ttft=', 'found ""'],
  ['tbt=-1', 'found "-1"'],
  ['ttfb=1', 'Unknown option "ttfb"'],
  ['ttft=1;fast', 'found "fast"'],
  ['ttft=3600001', 'Numbers may be 3600000 at most; found "3600001"'],
])('refuses %j', (text, words) => {
  expect(() => readLatency(text, 3_600_000)).toThrow(words);
});
