import { callIdOf, completionIdOf } from './identifiers.js';
import type { Seed } from '@llmsim/core';

const seed: Seed = [1, 2, 3, 4];

describe('identifiers', () => {
  it('have the alphabets and lengths of the real ones', () => {
    expect(completionIdOf(seed)).toMatch(/^chatcmpl-[0-9A-Za-z]{29}$/);
    expect(callIdOf(seed, 0, 0)).toMatch(/^call_[0-9A-Za-z]{24}$/);
  });

  it('are the same for the same seed, and others for another', () => {
    expect(completionIdOf(seed)).toBe(completionIdOf([1, 2, 3, 4]));
    expect(completionIdOf(seed)).not.toBe(completionIdOf([1, 2, 3, 5]));
    expect(callIdOf(seed, 1, 2)).toBe(callIdOf(seed, 1, 2));
  });

  it('differ between the calls of a reply', () => {
    const ids = new Set<string>();
    for (let choice = 0; choice < 4; choice += 1)
      for (let part = 0; part < 4; part += 1) ids.add(callIdOf(seed, choice, part));
    expect(ids.size).toBe(16);
  });
});
