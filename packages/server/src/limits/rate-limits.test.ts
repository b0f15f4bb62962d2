import { chooseRateLimit } from './rate-limits.js';

describe('choosing a rate limit', () => {
  const choose = chooseRateLimit({
    requestsPerMinute: 100,
    tokensPerMinute: 1000,
    models: {
      'gpt-5*': { requestsPerMinute: 50 },
      'gpt-5-mini*': { tokensPerMinute: 500 },
      'gpt-5-nano': { requestsPerMinute: Infinity },
    },
    keys: { 'sk-big': { tokensPerMinute: 9000 } },
  });

  it.each([
    ['sk-any', 'gpt-4o', 100, 1000],
    ['sk-any', 'gpt-5', 50, 1000],
    ['sk-any', 'gpt-5-mini-2025', 50, 500],
    ['sk-any', 'gpt-5-nano', Infinity, 1000],
    ['sk-big', 'gpt-5-mini', 50, 9000],
  ])('for key %s and model %s: %d requests, %d tokens', (key, model, requests, tokens) => {
    expect(choose(key, model)).toMatchObject({ requests, tokens });
  });

  it('limits nothing where nothing is stated', () => {
    expect(chooseRateLimit({})('', 'm')).toEqual({
      requests: Infinity,
      tokens: Infinity,
      inputTokens: Infinity,
      outputTokens: Infinity,
    });
  });

  it.each([0, -1, NaN, '60'])('refuses a limit of %p', (limit) => {
    expect(() => chooseRateLimit({ models: { m: { requestsPerMinute: limit as number } } })).toThrow(
      /requestsPerMinute in the rate limit of model "m" must be a number greater than 0; found/,
    );
  });
});
