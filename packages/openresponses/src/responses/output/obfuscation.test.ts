import fc from 'fast-check';
import { createObfuscation } from './obfuscation.js';

describe('createObfuscation', () => {
  it('pads every delta to a multiple of 16 with 1 to 16 letters and digits', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100)), fc.nat(), (lengths, seed) => {
        const pad = createObfuscation([seed, 0, 0, 0]);
        for (const length of lengths) {
          const padding = pad(length);
          expect(padding).toMatch(/^[0-9A-Za-z]{1,16}$/);
          expect((length + padding.length) % 16).toBe(0);
        }
      }),
    );
  });

  it('gives neighbours different paddings, and the same to the same stream', () => {
    const draw = (seed: number) => {
      const pad = createObfuscation([seed, 0, 0, 0]);
      return [pad(1), pad(1), pad(1)];
    };
    expect(new Set(draw(1)).size).toBe(3);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });
});
