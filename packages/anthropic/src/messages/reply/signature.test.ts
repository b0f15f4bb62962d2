import { deriveSeed } from '@llmsim/core';
import { createRedacted, createSignature, isSignature, mayBeSignatureOf } from './signature.js';

const seed = deriveSeed('signature test');

describe('the signature of a thought', () => {
  it('is true of its text alone', () => {
    const signature = createSignature(seed, 0, 'The sky is blue.');
    expect(isSignature(signature)).toBe(true);
    expect(mayBeSignatureOf(signature, 'The sky is blue.')).toBe(true);
    expect(mayBeSignatureOf(signature, 'The sky is green.')).toBe(false);
  });

  it('cannot be checked where somebody else made it', () => {
    expect(mayBeSignatureOf('EqQBCkgIARABGAIiQL2UoU0b', 'The sky is green.')).toBe(true);
  });

  it('is longer for a longer text, within bounds, and always Base64', () => {
    const lengths = ['', 'x'.repeat(100), 'x'.repeat(800), 'x'.repeat(100_000)].map((text) => {
      const signature = createSignature(seed, 1, text);
      expect(isSignature(signature)).toBe(true);
      return signature.length;
    });
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
    expect(lengths[0]).toBeGreaterThanOrEqual(232);
    expect(lengths.at(-1)).toBeLessThanOrEqual(4096);
    expect(isSignature(createRedacted(seed, 2, 1000))).toBe(true);
  });

  it.each(['', 'abc', 'no!!', 'AAAAA'])('is not %p', (text) => {
    expect(isSignature(text)).toBe(false);
  });
});
