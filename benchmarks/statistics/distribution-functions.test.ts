import { distributionFunction } from './distribution-functions.ts';

// The figures are from Python: math.erf, and the closed form of gamma distributions of whole shape.
describe('distribution functions', () => {
  it.each([
    [{ distribution: 'normal', mean: 400, stddev: 100 }, 300, 0.1586286],
    [{ distribution: 'normal', mean: 400, stddev: 100 }, 596, 0.975001],
    [{ distribution: 'normal', mean: 100, stddev: 100 }, 0, 0],
    // Cut off at 0, one standard deviation below the mean.
    [{ distribution: 'normal', mean: 100, stddev: 100 }, 100, 0.405713],
    [{ distribution: 'log-normal', mean: 400, stddev: 200 }, 400, 0.5933575],
    [{ distribution: 'uniform', min: 200, max: 600 }, 300, 0.25],
    [{ distribution: 'uniform', min: 200, max: 600 }, 601, 1],
    [{ distribution: 'gamma', mean: 400, stddev: 200 }, 400, 0.5665299],
    [{ distribution: 'gamma', mean: 400, stddev: 200 }, 1000, 0.9896639],
    // An exponential distribution is a gamma distribution.
    [{ distribution: 'gamma', mean: 50, stddev: 50 }, 50, 1 - Math.exp(-1)],
  ] as const)('of %j at %d is %d', (wait, value, expected) => {
    expect(distributionFunction(wait)(value)).toBeCloseTo(expected, 5);
  });

  it.each([
    { distribution: 'normal', mean: 10, stddev: 5 },
    { distribution: 'log-normal', mean: 10, stddev: 5 },
    { distribution: 'gamma', mean: 10, stddev: 5 },
  ] as const)('of $distribution never falls', (wait) => {
    const shares = Array.from({ length: 400 }, (_, index) => distributionFunction(wait)(index / 5));
    expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
    expect(shares.at(-1)).toBeCloseTo(1, 5);
  });
});
