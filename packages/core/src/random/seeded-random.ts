import type { Random } from './random.js';

/** 128 bits from which a stream of random numbers starts. */
export type Seed = readonly [number, number, number, number];

/**
 * Derives a seed from another and from labels. Different labels give independent streams; the same always give the
 * same. The mixing is MurmurHash3's 128-bit variant for 32-bit machines, run over UTF-16 code units.
 */
export function deriveSeed(...labels: readonly (string | number | Seed)[]): Seed {
  let a = 0x239b961b;
  let b = 0xab0e9789;
  let c = 0x38b34ae5;
  let d = 0xa1e38b93;
  for (const label of labels) {
    const text = typeof label === 'object' ? label.join(',') : String(label);
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.charCodeAt(i);
      a = b ^ Math.imul(a ^ unit, 0x239b961b);
      b = c ^ Math.imul(b ^ unit, 0xab0e9789);
      c = d ^ Math.imul(c ^ unit, 0x38b34ae5);
      d = a ^ Math.imul(d ^ unit, 0xa1e38b93);
    }
    // The border between two labels counts, so that ('ab', 'c') differs from ('a', 'bc').
    a = Math.imul(a ^ text.length ^ 0x9e3779b9, 0x85ebca6b);
    d = Math.imul(d ^ a, 0xc2b2ae35);
  }
  a = Math.imul(c ^ (a >>> 18), 0x239b961b);
  b = Math.imul(d ^ (b >>> 22), 0xab0e9789);
  c = Math.imul(a ^ (c >>> 17), 0x38b34ae5);
  d = Math.imul(b ^ (d >>> 19), 0xa1e38b93);
  a ^= b ^ c ^ d;
  return [a >>> 0, (b ^ a) >>> 0, (c ^ a) >>> 0, (d ^ a) >>> 0];
}

/** A reproducible stream of random numbers: the small fast counting generator (sfc32) of PractRand. */
export function createSeededRandom(seed: Seed): Random {
  let [a, b, c, counter] = seed;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  // The first outputs of a seed with few bits set are not yet mixed.
  for (let i = 0; i < 12; i += 1) next();
  return { next };
}
