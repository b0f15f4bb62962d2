import { distribution } from './distribution-type.js';
import { wholeNumber } from './scalar-types.js';

const tokens = distribution(wholeNumber(1, 1000));

function read(value: unknown) {
  const mistakes: string[] = [];
  const result = tokens.read(value, (path, what) => mistakes.push(`${path.join('/')} ${what}`));
  return { result, mistakes };
}

it.each([
  [5],
  [{ distribution: 'normal', mean: 100, stddev: 20 }],
  [{ distribution: 'empirical', quantiles: { '0': 1, '0.5': 20, '1': 90 } }],
])('takes %j as it is', (value) => {
  expect(read(value)).toEqual({ result: value, mistakes: [] });
});

it.each([
  [0, / found 0; accepted: a whole number from 1 to 1000, or a distribution \(constant, normal/],
  ['5', / found "5"; accepted: a whole number/],
  [{ mean: 1 }, / "distribution" is missing; accepted: one of constant, normal/],
  [{ distributon: 'normal' }, /^distributon there is no such option. Did you mean distribution\?/],
  [{ distribution: 'norml' }, /^distribution found "norml"; accepted: one of .* Did you mean normal\?/],
  [{ distribution: 7 }, /^distribution found 7; accepted: one of/],
  [
    { distribution: 'normal', mean: -1, stddev: 0 },
    /^mean Option "mean" of distribution "normal" must be a number/,
  ],
  [{ distribution: 'normal', men: 1, mean: 1, stddev: 1 }, /^men Unknown option "men"/],
  [{ distribution: 'normal', mean: 1 }, /^ Option "stddev" .* it is missing/],
])('refuses %j and points to what is wrong', (value, mistake) => {
  const { result, mistakes } = read(value);
  expect(result).toBeUndefined();
  expect(mistakes).toEqual([expect.stringMatching(mistake)]);
});
