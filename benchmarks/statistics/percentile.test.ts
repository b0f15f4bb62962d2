import { median, percentile, sorted } from './percentile.ts';

describe('percentiles', () => {
  it('are those of the nearest rank', () => {
    const values = sorted(Float64Array.of(5, 1, 4, 2, 3));
    expect([0, 0.2, 0.21, 0.5, 0.99, 1].map((share) => percentile(values, share))).toEqual([
      1, 1, 2, 3, 5, 5,
    ]);
  });

  it('of nothing are unknown', () => {
    expect(percentile(new Float64Array(), 0.5)).toBeNaN();
  });

  it('leave the values as they were', () => {
    const values = Float64Array.of(2, 1);
    sorted(values);
    expect([...values]).toEqual([2, 1]);
  });

  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[7], 7],
  ])('the median of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });
});
