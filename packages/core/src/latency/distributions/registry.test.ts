import { isLlmsimError } from '../../errors/llmsim-error.js';
import { createSeededRandom, deriveSeed } from '../../random/seeded-random.js';
import { createDistribution, distributionNames, distributions, type DistributionSpec } from './registry.js';

const sampleCount = 10_000;

/** The error function, by its Taylor series: exact to double precision where it is not yet 1. */
function errorFunction(x: number): number {
  if (Math.abs(x) > 5) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; n < 200; n += 1) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

const normalCdf = (x: number, mean: number, stddev: number) =>
  (1 + errorFunction((x - mean) / (stddev * Math.SQRT2))) / 2;

function truncatedNormalCdf(mean: number, stddev: number) {
  const below = normalCdf(0, mean, stddev);
  return (x: number) => (x < 0 ? 0 : (normalCdf(x, mean, stddev) - below) / (1 - below));
}

function logNormalCdf(mean: number, stddev: number) {
  const variance = Math.log(1 + (stddev / mean) ** 2);
  return (x: number) => normalCdf(Math.log(x), Math.log(mean) - variance / 2, Math.sqrt(variance));
}

/** The logarithm of the gamma function, by Stirling's series after shifting the argument up. */
function logGamma(x: number): number {
  let shifted = x;
  let correction = 0;
  for (; shifted < 10; shifted += 1) correction += Math.log(shifted);
  const series = 1 / (12 * shifted) - 1 / (360 * shifted ** 3) + 1 / (1260 * shifted ** 5);
  return (shifted - 0.5) * Math.log(shifted) - shifted + Math.log(2 * Math.PI) / 2 + series - correction;
}

/** The regularised lower incomplete gamma function, by its series. */
function gammaCdf(mean: number, stddev: number) {
  const shape = (mean / stddev) ** 2;
  const scale = stddev ** 2 / mean;
  return (value: number) => {
    const x = value / scale;
    if (x <= 0) return 0;
    let term = 1 / shape;
    let sum = term;
    for (let n = 1; n < 2000 && term > sum * 1e-15; n += 1) {
      term *= x / (shape + n);
      sum += term;
    }
    return Math.min(1, sum * Math.exp(shape * Math.log(x) - x - logGamma(shape)));
  };
}

function piecewiseCdf(points: readonly (readonly [share: number, value: number])[]) {
  return (x: number) => {
    for (const [index, [share, value]] of points.entries()) {
      if (x >= value) continue;
      const before = points[index - 1];
      return before === undefined
        ? 0
        : before[0] + ((x - before[1]) / (value - before[1])) * (share - before[0]);
    }
    return 1;
  };
}

/** The largest distance between the samples' own distribution and the one they should have. */
function kolmogorovSmirnov(samples: readonly number[], cdf: (x: number) => number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted.reduce((largest, value, index) => {
    const expected = cdf(value);
    const below = expected - index / sorted.length;
    const above = (index + 1) / sorted.length - expected;
    return Math.max(largest, below, above);
  }, 0);
}

function draw(spec: DistributionSpec, count = sampleCount): number[] {
  const distribution = createDistribution(spec);
  const random = createSeededRandom(deriveSeed('distribution test', JSON.stringify(spec)));
  return Array.from({ length: count }, () => distribution.sample(random));
}

interface Case {
  readonly spec: { readonly distribution: string; readonly [option: string]: unknown };
  readonly cdf: (x: number) => number;
  readonly mean: number;
  readonly stddev: number;
}

const cases: readonly Case[] = [
  {
    spec: { distribution: 'normal', mean: 800, stddev: 200 },
    cdf: truncatedNormalCdf(800, 200),
    mean: 800,
    stddev: 200,
  },
  {
    spec: { distribution: 'normal', mean: 15, stddev: 5 },
    cdf: truncatedNormalCdf(15, 5),
    mean: 15,
    stddev: 5,
  },
  // Half of the curve is cut off: mean and standard deviation are those of the half normal distribution.
  {
    spec: { distribution: 'normal', mean: 0, stddev: 10 },
    cdf: truncatedNormalCdf(0, 10),
    mean: 7.979,
    stddev: 6.028,
  },
  {
    spec: { distribution: 'log-normal', mean: 600, stddev: 150 },
    cdf: logNormalCdf(600, 150),
    mean: 600,
    stddev: 150,
  },
  {
    spec: { distribution: 'log-normal', mean: 50, stddev: 50 },
    cdf: logNormalCdf(50, 50),
    mean: 50,
    stddev: 50,
  },
  {
    spec: { distribution: 'uniform', min: 10, max: 30 },
    cdf: (x) => (x - 10) / 20,
    mean: 20,
    stddev: 20 / Math.sqrt(12),
  },
  {
    spec: { distribution: 'gamma', mean: 600, stddev: 150 },
    cdf: gammaCdf(600, 150),
    mean: 600,
    stddev: 150,
  },
  // The exponential distribution, then a shape below 1, which is drawn another way.
  {
    spec: { distribution: 'gamma', mean: 20, stddev: 20 },
    cdf: (x) => 1 - Math.exp(-x / 20),
    mean: 20,
    stddev: 20,
  },
  { spec: { distribution: 'gamma', mean: 20, stddev: 40 }, cdf: gammaCdf(20, 40), mean: 20, stddev: 40 },
  {
    spec: { distribution: 'empirical', quantiles: { 0: 10, 0.5: 20, 0.9: 50, 1: 90 } },
    cdf: piecewiseCdf([
      [0, 10],
      [0.5, 20],
      [0.9, 50],
      [1, 90],
    ]),
    // By hand: 0.5 · 15 + 0.4 · 35 + 0.1 · 70.
    mean: 28.5,
    stddev: 18.35,
  },
];

const rows = cases.map((row) => [JSON.stringify(row.spec), row] as const);

describe('every distribution', () => {
  it.each(rows)(
    'draws 10,000 samples of %s that pass a Kolmogorov-Smirnov comparison',
    (_, { spec, cdf }) => {
      const samples = draw(spec);
      expect(kolmogorovSmirnov(samples, cdf)).toBeLessThan(0.015);
    },
  );

  it.each(rows)(
    'has the mean and the standard deviation that were asked for: %s',
    (_, { spec, mean, stddev }) => {
      const samples = draw(spec, 100_000);
      const average = samples.reduce((sum, value) => sum + value, 0) / samples.length;
      const variance = samples.reduce((sum, value) => sum + (value - average) ** 2, 0) / samples.length;
      // Four standard errors.
      expect(Math.abs(average - mean)).toBeLessThan((4 * stddev) / Math.sqrt(samples.length));
      expect(Math.abs(Math.sqrt(variance) / stddev - 1)).toBeLessThan(0.05);
    },
  );

  it.each(rows)('never draws a negative or infinite value: %s', (_, { spec }) => {
    const samples = draw(spec);
    expect(Math.min(...samples)).toBeGreaterThanOrEqual(0);
    expect(samples.every(Number.isFinite)).toBe(true);
  });

  it.each(rows)('keeps nothing between samples but the stream of random numbers: %s', (_, { spec }) => {
    const seed = deriveSeed('streams');
    const shared = createDistribution(spec);
    const first = createSeededRandom(seed);
    const alone = Array.from({ length: 50 }, () => shared.sample(first));
    const second = createSeededRandom(seed);
    const intruder = createSeededRandom(deriveSeed('intruder'));
    const mixed = Array.from({ length: 50 }, () => {
      shared.sample(intruder);
      return shared.sample(second);
    });
    expect(mixed).toEqual(alone);
  });

  it.each(rows)('says what it is and what it expects: %s', (_, { spec, mean }) => {
    const distribution = createDistribution(spec);
    expect(distribution.description).toContain(spec.distribution);
    if (spec['mean'] !== 0) expect(distribution.mean).toBeCloseTo(mean, 9);
    expect(distribution.constant).toBeUndefined();
  });
});

describe('the comparison itself', () => {
  it('tells a distribution from one whose mean is a tenth of a standard deviation away', () => {
    const samples = draw({ distribution: 'normal', mean: 800, stddev: 200 });
    expect(kolmogorovSmirnov(samples, truncatedNormalCdf(820, 200))).toBeGreaterThan(0.03);
  });
});

describe('createDistribution', () => {
  it.each([
    20,
    '20',
    ' 20 ',
    { distribution: 'constant', value: 20 },
    { distribution: 'constant', value: '20' },
  ])('takes %j as a constant', (spec) => {
    const distribution = createDistribution(spec);
    expect(distribution.constant).toBe(20);
    expect(distribution.mean).toBe(20);
    expect(distribution.description).toBe('constant(20)');
  });

  it.each([
    [undefined, 'LLMSIM_OPTION', 'must be a number or a mapping'],
    [null, 'LLMSIM_OPTION', 'not null'],
    ['', 'LLMSIM_OPTION', 'not ""'],
    ['normal', 'LLMSIM_OPTION', 'normal'],
    [[20], 'LLMSIM_OPTION', 'not [20]'],
    [-1, 'LLMSIM_OPTION', 'must be a number of at least 0'],
    [Number.NaN, 'LLMSIM_OPTION', 'constant'],
    [Infinity, 'LLMSIM_OPTION', 'at most 86400000'],
    [{}, 'LLMSIM_UNKNOWN_DISTRIBUTION', 'Option "distribution" is missing'],
    [{ distribution: 'gauss' }, 'LLMSIM_UNKNOWN_DISTRIBUTION', 'no distribution "gauss"'],
    [{ distribution: 'toString' }, 'LLMSIM_UNKNOWN_DISTRIBUTION', 'no distribution "toString"'],
    [{ distribution: 'normal', mean: 600 }, 'LLMSIM_OPTION', '"stddev" of distribution "normal"'],
    [{ distribution: 'normal', mean: 600, stddev: 150, sigma: 1 }, 'LLMSIM_OPTION', 'Unknown option "sigma"'],
    [{ distribution: 'normal', mean: -600, stddev: 150 }, 'LLMSIM_OPTION', '"mean" of distribution "normal"'],
  ])('refuses %j with %s', (spec, code, words) => {
    expect(() => createDistribution(spec)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(words) as string }) as Error,
    );
  });

  it.each([{ distribution: 'gauss' }, 'gauss', {}])('names what there is when it refuses %j', (spec) => {
    try {
      createDistribution(spec);
      expect('no error').toBe('an error');
    } catch (error) {
      expect(isLlmsimError(error)).toBe(true);
      for (const name of distributionNames) expect((error as Error).message).toContain(name);
    }
  });
});

describe('the registry', () => {
  it('has each kind once, in the order of the names', () => {
    expect(distributionNames).toEqual([
      'constant',
      'normal',
      'log-normal',
      'uniform',
      'gamma',
      'empirical',
      'histogram',
      'mixture',
    ]);
    expect(distributions.map(({ name }) => name)).toEqual(distributionNames);
  });

  it.each(distributions.map((entry) => [entry.name, entry] as const))(
    'tells in the summary of %s every option that it misses when none is given',
    (_, entry) => {
      const named = /Options: (?<options>.*)$/.exec(entry.summary)?.groups?.['options'] ?? '';
      expect(() => entry.parse(undefined, createDistribution)).toThrow(/Option "\w+"/);
      try {
        entry.parse({}, createDistribution);
      } catch (error) {
        const missing = /Option "(?<key>\w+)"/.exec((error as Error).message)?.groups?.['key'] ?? 'nothing';
        expect(named).toContain(missing);
      }
    },
  );
});
