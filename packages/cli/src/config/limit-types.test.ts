import { limitsOfModels } from './limit-types.js';

it('takes the keys of limits for each name', () => {
  const value = { 'gpt-5*': { requests_per_minute: 3 }, o3: { tokens_per_minute: 1000 } };
  expect(limitsOfModels.read(value, () => undefined)).toEqual(value);
});

it.each([
  [
    { o3: { requests_per_minute: 0 } },
    'o3/requests_per_minute found 0; accepted: a whole number of at least 1.',
  ],
  [{ o3: { requests: 1 } }, 'o3/requests there is no such setting.'],
  [
    { o3: 5 },
    'o3 found 5; accepted: a mapping with requests_per_minute, tokens_per_minute, input_tokens_per_minute, output_tokens_per_minute.',
  ],
])('refuses %j', (value, mistake) => {
  const mistakes: string[] = [];
  expect(
    limitsOfModels.read(value, (path, what) => mistakes.push(`${path.join('/')} ${what}`)),
  ).toBeUndefined();
  expect(mistakes).toEqual([expect.stringContaining(mistake)]);
});
