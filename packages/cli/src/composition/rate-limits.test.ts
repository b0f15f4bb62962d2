import { draftSettings } from '../config/settings-draft.js';
import { rateLimitsOf } from './rate-limits.js';

const defaults = draftSettings().finish().settings;

it('are none by default', () => {
  expect(rateLimitsOf(defaults)).toBeUndefined();
});

it('have what the settings have, in the spelling of code', () => {
  expect(
    rateLimitsOf({
      ...defaults,
      'limits.requests_per_minute': 10,
      'limits.models': { 'gpt-5*': { tokens_per_minute: 5 } },
      'limits.keys': { sk: { requests_per_minute: 1 } },
    }),
  ).toEqual({
    requestsPerMinute: 10,
    tokensPerMinute: undefined,
    models: { 'gpt-5*': { requestsPerMinute: undefined, tokensPerMinute: 5 } },
    keys: { sk: { requestsPerMinute: 1, tokensPerMinute: undefined } },
  });
});

it.each([
  [{ 'limits.tokens_per_minute': 5 }],
  [{ 'limits.models': { o3: {} } }],
  [{ 'limits.keys': { sk: { requests_per_minute: 1 } } }],
])('are there with %j', (changes) => {
  expect(rateLimitsOf({ ...defaults, ...changes })).toBeDefined();
});
