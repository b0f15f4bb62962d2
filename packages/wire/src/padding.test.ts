import { deriveSeed } from '@llmsim/core';
import fc from 'fast-check';
import { createPaddingPool } from './padding.js';

const createPadding = createPaddingPool(deriveSeed('test'));

describe('createPaddingPool', () => {
  it('gives letters and digits of any length up to 16', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 16 })), fc.nat(), (lengths, seed) => {
        const pad = createPadding([seed, 0, 0, 0]);
        for (const length of lengths) {
          const padding = pad(length);
          expect(padding).toMatch(/^[0-9A-Za-z]+$/);
          expect(padding).toHaveLength(length);
        }
      }),
    );
  });

  it('gives neighbours different paddings, and the same to the same stream', () => {
    const draw = (seed: number) => {
      const pad = createPadding([seed, 0, 0, 0]);
      return [pad(8), pad(8), pad(8)];
    };
    expect(new Set(draw(1)).size).toBe(3);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });
});
