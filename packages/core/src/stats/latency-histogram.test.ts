import fc from 'fast-check';
import { createLatencyHistogram, type HistogramState } from './latency-histogram.js';

function histogramOf(values: readonly number[]) {
  const histogram = createLatencyHistogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

/** The percentile by nearest rank, of the values themselves. */
function exactPercentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1]!;
}

const throughJson = (state: HistogramState) => JSON.parse(JSON.stringify(state)) as HistogramState;

// From a microsecond to nine hours, evenly over the magnitudes.
const duration = fc.double({ min: -3, max: 7.5, noNaN: true }).map((exponent) => 10 ** exponent);

describe('a latency histogram', () => {
  it('gives percentiles that are at most 1.6 % off', () => {
    fc.assert(
      fc.property(
        fc.array(duration, { minLength: 1, maxLength: 300 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, share) => {
          const exact = exactPercentile(values, share);
          const found = histogramOf(values).percentile(share);
          expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * (1 / 64) + 1e-12);
        },
      ),
    );
  });

  it('gives exact count, sum, minimum and maximum', () => {
    const values = [20.125, 0.001, 3_600_000, 20, 20.125];
    const histogram = histogramOf(values);
    expect(histogram.count).toBe(5);
    expect(histogram.sum).toBe(20.125 + 0.001 + 3_600_000 + 20 + 20.125);
    expect(histogram.summarize()).toMatchObject({ count: 5, min: 0.001, max: 3_600_000, avg: 720_012.05 });
  });

  it('gives exact percentiles if all values are the same', () => {
    expect(histogramOf([20, 20, 20]).summarize()).toEqual({
      count: 3,
      avg: 20,
      min: 20,
      max: 20,
      p50: 20,
      p90: 20,
      p95: 20,
      p99: 20,
    });
  });

  it('is all zeros while it is empty', () => {
    const zeros = { count: 0, avg: 0, min: 0, max: 0, p50: 0, p90: 0, p95: 0, p99: 0 };
    expect(createLatencyHistogram().summarize()).toEqual(zeros);
    expect(createLatencyHistogram().exportState()).toEqual({ sum: 0, min: 0, max: 0, buckets: [] });
    const cleared = histogramOf([1, 2, 3]);
    cleared.clear();
    expect(cleared.summarize()).toEqual(zeros);
    expect(cleared.exportState()).toEqual(createLatencyHistogram().exportState());
  });

  it.each([0, -5, Number.NaN, 1e-9])('counts %d as next to nothing', (value) => {
    const histogram = histogramOf([value]);
    expect(histogram.count).toBe(1);
    expect(histogram.percentile(0.5)).toBeCloseTo(0, 6);
  });

  it('counts what is longer than nine hours in its last bucket, with the exact maximum', () => {
    const histogram = histogramOf([1e9, 2 ** 25]);
    expect(histogram.buckets()).toEqual([{ belowMs: Infinity, count: 2 }]);
    expect(histogram.summarize().max).toBe(1e9);
  });

  it('puts each value into a bucket that begins at most 3.2 % below it and ends above it', () => {
    fc.assert(
      fc.property(duration, (value) => {
        const [bucket] = histogramOf([value]).buckets();
        expect(bucket!.count).toBe(1);
        expect(bucket!.belowMs).toBeGreaterThan(value);
        expect(bucket!.belowMs).toBeLessThanOrEqual(value * (1 + 1 / 32) + 1e-12);
      }),
    );
  });

  it.each([
    [0, 0],
    [9, 0],
    [10.5, 1],
    [20.5, 3],
    [99, 3],
    [1000, 4],
    [Infinity, 4],
  ])('counts at most %d ms: %d values', (ms, count) => {
    expect(histogramOf([10, 20, 20, 1000]).countAtMost(ms)).toBe(count);
  });

  it('never counts less at a higher border', () => {
    fc.assert(
      fc.property(fc.array(duration), duration, duration, (values, a, b) => {
        const histogram = histogramOf(values);
        expect(histogram.countAtMost(Math.min(a, b))).toBeLessThanOrEqual(
          histogram.countAtMost(Math.max(a, b)),
        );
        expect(histogram.countAtMost(Infinity)).toBe(values.length);
      }),
    );
  });

  it('counts, put together from parts and sent as JSON, what one histogram counts', () => {
    // Whole numbers, so that the sum does not depend on the order.
    const values = fc.array(fc.integer({ min: 0, max: 1e8 }));
    fc.assert(
      fc.property(values, values, (first, second) => {
        const whole = histogramOf([...first, ...second]);
        const parts = [first, second].map((part) => throughJson(histogramOf(part).exportState()));
        const merged = createLatencyHistogram(...parts);
        expect(merged.exportState()).toEqual(whole.exportState());
        expect(merged.summarize()).toEqual(whole.summarize());
        expect(merged.count).toBe(whole.count);
      }),
    );
  });
});
