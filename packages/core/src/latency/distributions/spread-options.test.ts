import { parsePositiveSpread, parseSpread } from './spread-options.js';

describe('parseSpread', () => {
  it('reads numbers and strings that spell them', () => {
    expect(parseSpread('it', { mean: 600, stddev: '150' })).toEqual({ mean: 600, stddev: 150 });
  });

  it('takes a mean of 0 with any standard deviation', () => {
    expect(parseSpread('it', { mean: 0, stddev: 5 })).toEqual({ mean: 0, stddev: 5 });
  });

  it.each([
    { mean: 1 },
    { stddev: 1 },
    { mean: 1, stddev: -1 },
    { mean: 'x', stddev: 1 },
    { mean: 1, stddev: Infinity },
  ])('refuses %j', (options) => {
    expect(() => parseSpread('it', options)).toThrow(
      expect.objectContaining({ code: 'LLMSIM_OPTION' }) as Error,
    );
  });
});

describe('parsePositiveSpread', () => {
  it.each([
    { mean: 0, stddev: 0 },
    { mean: 1, stddev: 1000 },
  ])('takes %j', (options) => {
    expect(parsePositiveSpread('it', options)).toEqual(options);
  });

  it.each([
    { mean: 0, stddev: 1 },
    { mean: 1, stddev: 1001 },
  ])('refuses %j, whose mean would never be seen', (options) => {
    expect(() => parsePositiveSpread('it', options)).toThrow('at most 1000 times "mean"');
  });
});
