import { modelOf } from '../../fixtures/models.js';
import { readLogitBias, readLogprobs, readOutputLimit, readStop } from './read-sampling.js';

describe('readOutputLimit', () => {
  const model = modelOf({ maxOutputTokens: 100 });

  it.each([
    ['no limit', {}, undefined],
    ['the limit', { max_completion_tokens: 100 }, 100],
    ['the limit by its old name', { max_tokens: 1 }, 1],
  ])('reads %s', (_name, body, limit) => {
    expect(readOutputLimit(body, model)).toBe(limit);
  });

  it('holds a model that is known to what it can do, and any other to nothing', () => {
    expect(() => readOutputLimit({ max_completion_tokens: 101 }, model)).toThrow(
      'max_completion_tokens is too large: 101. This model supports at most 100 completion tokens, whereas you provided 101.',
    );
    expect(readOutputLimit({ max_completion_tokens: 101 }, undefined)).toBe(101);
  });
});

describe('readStop', () => {
  it('reads up to four', () => {
    expect(readStop({ stop: ['a', 'b', 'c', 'd'] })).toEqual(['a', 'b', 'c', 'd']);
    expect(readStop({})).toEqual([]);
  });
});

describe('readLogprobs', () => {
  it.each([
    [{}, undefined],
    [{ logprobs: false }, undefined],
    [{ logprobs: true }, 0],
    [{ logprobs: true, top_logprobs: 5 }, 5],
  ])('reads %j', (body, alternatives) => {
    expect(readLogprobs(body)).toBe(alternatives);
  });
});

describe('readLogitBias', () => {
  it('checks every bias', () => {
    expect(() => readLogitBias({ logit_bias: { '1': -100, '2': 100 } })).not.toThrow();
    expect(() => readLogitBias({ logit_bias: { '1': 'x' } })).toThrow("Invalid type for 'logit_bias.1'");
  });
});
