import fc from 'fast-check';
import { createSeededRandom, deriveSeed, type Seed } from './seeded-random.js';

const range = (length: number) => Array.from({ length }, (_, index) => index);

/** Pearson's statistic of counts that should all be equal. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

function correlation(xs: readonly number[], ys: readonly number[]): number {
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [meanOf(xs), meanOf(ys)];
  const product = (a: readonly number[], b: readonly number[], meanA: number, meanB: number) =>
    a.reduce((sum, value, index) => sum + (value - meanA) * (b[index]! - meanB), 0);
  return (
    product(xs, ys, meanX, meanY) / Math.sqrt(product(xs, xs, meanX, meanX) * product(ys, ys, meanY, meanY))
  );
}

const bitsOf = (seed: Seed) => seed.flatMap((word) => range(32).map((bit) => (word >>> bit) & 1));

describe('deriveSeed', () => {
  it.each([
    [['a'], deriveSeed('a')],
    [[1, 'a'], deriveSeed('1', 'a')],
    [[[1, 2, 3, 4] as const, 'a'], deriveSeed([1, 2, 3, 4], 'a')],
    [[[-1, 2, 3, 4] as const], deriveSeed([0xffffffff, 2, 3, 4])],
  ])('gives the same seed for the same labels: %j', (labels, expected) => {
    expect(deriveSeed(...labels)).toEqual(expected);
  });

  // A change of these changes every reply to a seed that somebody wrote down: a major release.
  it.each<[(string | number | Seed)[], Seed]>([
    [[], [3884452370, 4077883559, 3684724886, 105023747]],
    [['llmsim'], [3336464969, 353289746, 2610684795, 3093389867]],
    [
      [42, 'text of more than eight units'],
      [238803046, 1783572119, 1652558567, 3577692821],
    ],
    [
      [[1, 2, 3, 4], 'delays'],
      [3314790467, 2337250916, 2187762945, 2162040816],
    ],
  ])('gives for %j the same seed in every release', (labels, expected) => {
    expect(deriveSeed(...labels)).toEqual(expected);
  });

  it('gives four integers of 32 bits', () => {
    for (const word of deriveSeed('words')) {
      expect(Number.isInteger(word)).toBe(true);
      expect(word).toBeGreaterThanOrEqual(0);
      expect(word).toBeLessThan(2 ** 32);
    }
  });

  it('distinguishes labels wherever one ends and the next begins', () => {
    const labels: (string | number | Seed)[][] = [
      [],
      [''],
      ['', ''],
      ['a'],
      ['a', ''],
      ['', 'a'],
      ['ab', 'c'],
      ['a', 'bc'],
      ['abc'],
      ['a', 'b', 'c'],
      ['abcdefgh'],
      ['abcdefgh', ''],
      ['abcdefg', 'h'],
      ['a\0'],
      ['a\0\0\0\0\0\0\0'],
      ['\0'],
      [[0, 0, 0, 0]],
      [[1, 2, 3, 4]],
      ['1,2,3,4'],
      [String.fromCharCode(1, 0, 2, 0, 3, 0, 4, 0)],
      [1],
      [1, 2],
      [12],
    ];
    expect(new Set(labels.map((list) => deriveSeed(...list).join())).size).toBe(labels.length);
  });

  it('distinguishes any two different texts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (first, second) => {
        expect(deriveSeed(first).join() === deriveSeed(second).join()).toBe(first === second);
      }),
    );
  });

  it('finds 100,000 different first words, or as many as chance allows, for labels that count up', () => {
    const words = new Set(range(100_000).map((index) => deriveSeed('request', index)[0]));
    // 1.2 collisions are expected in 32 bits.
    expect(words.size).toBeGreaterThan(100_000 - 8);
  });

  // The lengths lie around the edges of a block of eight code units, and far beyond.
  it.each([1, 2, 7, 8, 9, 15, 16, 17, 500])(
    'flips each bit of the seed in half of all cases when one bit of a text of %d units flips',
    (length) => {
      const random = createSeededRandom(deriveSeed('avalanche', length));
      const trials = 1000;
      const flips = range(128).map(() => 0);
      for (let trial = 0; trial < trials; trial += 1) {
        const units = range(length).map(() => Math.floor(random.next() * 65536));
        const before = bitsOf(deriveSeed(String.fromCharCode(...units)));
        const position = Math.floor(random.next() * length);
        units[position]! ^= 1 << Math.floor(random.next() * 16);
        const after = bitsOf(deriveSeed(String.fromCharCode(...units)));
        for (const [bit, value] of before.entries()) if (value !== after[bit]) flips[bit]! += 1;
      }
      // Five standard deviations around one half.
      const tolerance = (5 * Math.sqrt(trials)) / 2;
      for (const count of flips) expect(Math.abs(count - trials / 2)).toBeLessThan(tolerance);
    },
  );

  it('gives seeds whose streams are independent, for labels that differ in their last letter', () => {
    const streams = ['text', 'texu', 'texv', 'texw'].map((label) => {
      const random = createSeededRandom(deriveSeed([1, 2, 3, 4], label));
      return range(20_000).map(() => random.next());
    });
    for (const [first, xs] of streams.entries()) {
      for (const ys of streams.slice(first + 1)) expect(Math.abs(correlation(xs, ys))).toBeLessThan(0.03);
    }
  });

  it('gives seeds whose first numbers are uniform, for labels that count up', () => {
    const counts = range(64).map(() => 0);
    for (const index of range(64_000)) {
      counts[Math.floor(createSeededRandom(deriveSeed('request', index)).next() * 64)]! += 1;
    }
    // 63 degrees of freedom: 0.01 % lie above 114.
    expect(chiSquare(counts)).toBeLessThan(114);
  });
});

describe('createSeededRandom', () => {
  it('gives the outputs of sfc32 as its author published it', () => {
    // A second implementation, word for word after the C source, on unsigned words.
    let [a, b, c, counter] = [1n, 2n, 3n, 4n];
    const word = (value: bigint) => BigInt.asUintN(32, value);
    const reference = () => {
      const sum = word(a + b + counter);
      counter = word(counter + 1n);
      a = b ^ (b >> 9n);
      b = word(c + (c << 3n));
      c = word(word((c << 21n) | (c >> 11n)) + sum);
      return Number(sum) / 2 ** 32;
    };
    range(12).forEach(reference);
    const random = createSeededRandom([1, 2, 3, 4]);
    expect(range(1000).map(() => random.next())).toEqual(range(1000).map(reference));
  });

  it('gives the same numbers for the same seed, whatever other streams do', () => {
    const alone = createSeededRandom([5, 6, 7, 8]);
    const expected = range(100).map(() => alone.next());
    const one = createSeededRandom([5, 6, 7, 8]);
    const other = createSeededRandom([5, 6, 7, 9]);
    expect(
      range(100).map(() => {
        other.next();
        return one.next();
      }),
    ).toEqual(expected);
  });

  it('gives numbers in [0, 1) that are uniform', () => {
    const random = createSeededRandom(deriveSeed('uniform'));
    const counts = range(100).map(() => 0);
    let outside = 0;
    for (let draw = 0; draw < 100_000; draw += 1) {
      const number = random.next();
      if (number < 0 || number >= 1) outside += 1;
      counts[Math.floor(number * 100)]! += 1;
    }
    expect(outside).toBe(0);
    // 99 degrees of freedom: 0.01 % lie above 161, and 0.01 % below 55.
    expect(chiSquare(counts)).toBeLessThan(161);
    expect(chiSquare(counts)).toBeGreaterThan(55);
  });

  it('gives pairs of successive numbers that are uniform in the square', () => {
    const random = createSeededRandom(deriveSeed('pairs'));
    const counts = range(256).map(() => 0);
    for (let draw = 0; draw < 100_000; draw += 1) {
      counts[Math.floor(random.next() * 16) * 16 + Math.floor(random.next() * 16)]! += 1;
    }
    // 255 degrees of freedom: 0.01 % lie above 345.
    expect(chiSquare(counts)).toBeLessThan(345);
  });

  it.each(range(32))('has a bit %d that is set half of the time', (bit) => {
    const random = createSeededRandom(deriveSeed('bits'));
    let set = 0;
    for (let draw = 0; draw < 10_000; draw += 1) set += ((random.next() * 2 ** 32) >>> bit) & 1;
    expect(Math.abs(set - 5000)).toBeLessThan(250);
  });

  it('starts well even from seeds with few bits set', () => {
    const firsts = range(32).map((bit) => createSeededRandom([0, 0, 0, (1 << bit) >>> 0]).next());
    expect(new Set(firsts).size).toBe(32);
    const zero = createSeededRandom([0, 0, 0, 0]);
    const numbers = range(1000).map(() => zero.next());
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
  });
});
