import fc from 'fast-check';
import type { Seed } from '@llmsim/core';
import { createLogprobSource } from './logprobs.js';

const seed: Seed = [1, 2, 3, 4];

describe('createLogprobSource', () => {
  it('says the same again', () => {
    const draw = () => {
      const source = createLogprobSource(seed, 3);
      return ['a', ' b'].map(source);
    };
    expect(draw()).toEqual(draw());
    expect(createLogprobSource([4, 3, 2, 1], 3)('a')).not.toEqual(createLogprobSource(seed, 3)('a'));
  });

  it('shows the bytes of a token in UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (token) => {
        const { bytes } = createLogprobSource(seed, 0)(token);
        expect(bytes).toEqual([...new TextEncoder().encode(token)]);
      }),
    );
  });

  it('shows as many alternatives as asked for, likeliest first, each once, of a total below one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom(' the', 'Paris', ','),
        fc.integer(),
        (count, token, n) => {
          const said = createLogprobSource([n, 2, 3, 4], count)(token);
          const alternatives = said.top_logprobs;
          expect(alternatives).toHaveLength(count);
          expect(alternatives[0]).toEqual({ token: said.token, logprob: said.logprob, bytes: said.bytes });
          expect(new Set(alternatives.map((alternative) => alternative.token)).size).toBe(count);
          const sorted = alternatives.map(({ logprob }) => logprob).toSorted((a, b) => b - a);
          expect(alternatives.map(({ logprob }) => logprob)).toEqual(sorted);
          const total = alternatives.reduce((sum, { logprob }) => sum + Math.exp(logprob), 0);
          expect(total).toBeLessThanOrEqual(1 + 1e-6);
          for (const { logprob } of alternatives) expect(logprob).toBeLessThanOrEqual(0);
        },
      ),
    );
  });

  it('shows no alternatives if none were asked for', () => {
    expect(createLogprobSource(seed, 0)('a').top_logprobs).toEqual([]);
  });
});
