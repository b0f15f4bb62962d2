import type { LatencySummary } from './stats-snapshot.js';

/** A histogram as plain data that survives JSON, for sending it to another process. */
export interface HistogramState {
  /** Of all values, in milliseconds. */
  readonly sum: number;
  /** 0 if there is no value. */
  readonly min: number;
  /** 0 if there is no value. */
  readonly max: number;
  /** The buckets that are not empty, in order: index, count, index, count, and so on. */
  readonly buckets: readonly number[];
}

/** Values that a histogram counts as one. */
export interface HistogramBucket {
  /** Every value in it is less than this, in milliseconds, and no value of a later bucket is. */
  readonly belowMs: number;
  readonly count: number;
}

/**
 * Counts durations in milliseconds in buckets of fixed memory. From 1 µs to 9 hours a bucket is at most 3.2 % wide,
 * so a percentile is at most 1.6 % off; sum, minimum and maximum are exact.
 */
export interface LatencyHistogram {
  readonly count: number;
  /** Of all values, in milliseconds. */
  readonly sum: number;
  /** Counts a duration. One that is negative or not a number counts as 0. */
  record(ms: number): void;
  /** The value that this share of all values does not exceed, by nearest rank; 0 if there is none. */
  percentile(share: number): number;
  /** How many values are at most so many milliseconds; a bucket on the border counts if its middle does. */
  countAtMost(ms: number): number;
  /** The buckets that are not empty, in order. */
  buckets(): readonly HistogramBucket[];
  summarize(): LatencySummary;
  /** Counts everything that another histogram counted. */
  add(state: HistogramState): void;
  clear(): void;
  exportState(): HistogramState;
}

// A bucket is found in the bits of the number itself: the exponent chooses the octave, the five highest bits of the
// fraction the bucket in it. Bucket 0 holds what is below the first octave, the last one also what is above the last.
const firstExponent = -10;
const octaves = 35;
const bucketsInOctave = 32;
const exponentBias = 1023;
const unusedBits = 15;
const firstKey = (exponentBias + firstExponent) * bucketsInOctave;
const lastIndex = octaves * bucketsInOctave;

/** The smallest value of a bucket, which is also the end of the one before. */
function lowerBound(index: number): number {
  if (index === 0) return 0;
  const octave = Math.floor((index - 1) / bucketsInOctave);
  const step = (index - 1) % bucketsInOctave;
  return 2 ** (firstExponent + octave) * (1 + step / bucketsInOctave);
}

function middleOf(index: number): number {
  return (lowerBound(index) + lowerBound(index + 1)) / 2;
}

function roundToMicroseconds(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

class LogLinearHistogram implements LatencyHistogram {
  // Doubles count exactly up to 2^53; 32 bits are full after some hours of a busy simulator.
  #counts = new Float64Array(lastIndex + 1);
  #bits = new DataView(new ArrayBuffer(8));
  #count = 0;
  #sum = 0;
  #min = Infinity;
  #max = 0;

  get count(): number {
    return this.#count;
  }

  get sum(): number {
    return this.#sum;
  }

  record(ms: number): void {
    const value = ms > 0 ? ms : 0;
    const index = this.#indexOf(value);
    this.#counts[index] = (this.#counts[index] as number) + 1;
    this.#count += 1;
    this.#sum += value;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
  }

  #indexOf(value: number): number {
    this.#bits.setFloat64(0, value);
    const index = (this.#bits.getUint32(0) >>> unusedBits) - firstKey + 1;
    if (index < 0) return 0;
    return index > lastIndex ? lastIndex : index;
  }

  percentile(share: number): number {
    if (this.#count === 0) return 0;
    const rank = Math.max(1, Math.ceil(share * this.#count));
    let seen = 0;
    let index = -1;
    while (seen < rank && index < lastIndex) {
      index += 1;
      seen += this.#counts[index] as number;
    }
    return Math.min(this.#max, Math.max(this.#min, middleOf(index)));
  }

  countAtMost(ms: number): number {
    let seen = 0;
    for (let index = 0; index <= lastIndex && middleOf(index) <= ms; index += 1) {
      seen += this.#counts[index] as number;
    }
    return ms >= this.#max ? this.#count : seen;
  }

  buckets(): readonly HistogramBucket[] {
    const buckets: HistogramBucket[] = [];
    this.#counts.forEach((count, index) => {
      if (count > 0) buckets.push({ belowMs: index === lastIndex ? Infinity : lowerBound(index + 1), count });
    });
    return buckets;
  }

  summarize(): LatencySummary {
    const isEmpty = this.#count === 0;
    return {
      count: this.#count,
      avg: isEmpty ? 0 : roundToMicroseconds(this.#sum / this.#count),
      min: isEmpty ? 0 : roundToMicroseconds(this.#min),
      max: roundToMicroseconds(this.#max),
      p50: roundToMicroseconds(this.percentile(0.5)),
      p90: roundToMicroseconds(this.percentile(0.9)),
      p95: roundToMicroseconds(this.percentile(0.95)),
      p99: roundToMicroseconds(this.percentile(0.99)),
    };
  }

  add({ sum, min, max, buckets }: HistogramState): void {
    if (buckets.length === 0) return;
    for (let at = 0; at < buckets.length; at += 2) {
      const index = buckets[at] as number;
      const count = buckets[at + 1] as number;
      this.#counts[index] = (this.#counts[index] as number) + count;
      this.#count += count;
    }
    this.#sum += sum;
    this.#min = Math.min(this.#min, min);
    this.#max = Math.max(this.#max, max);
  }

  clear(): void {
    this.#counts.fill(0);
    this.#count = 0;
    this.#sum = 0;
    this.#min = Infinity;
    this.#max = 0;
  }

  exportState(): HistogramState {
    const buckets: number[] = [];
    this.#counts.forEach((count, index) => {
      if (count > 0) buckets.push(index, count);
    });
    return { sum: this.#sum, min: this.#count === 0 ? 0 : this.#min, max: this.#max, buckets };
  }
}

/**
 * What a histogram counted since an earlier state of its own. Counts and sum are exact; minimum and maximum are those of
 * the buckets, so as exact as percentiles.
 */
export function histogramSince(state: HistogramState, earlier: HistogramState): HistogramState {
  const before = new Map<number, number>();
  for (let at = 0; at < earlier.buckets.length; at += 2) {
    before.set(earlier.buckets[at] as number, earlier.buckets[at + 1] as number);
  }
  const buckets: number[] = [];
  for (let at = 0; at < state.buckets.length; at += 2) {
    const index = state.buckets[at] as number;
    const count = (state.buckets[at + 1] as number) - (before.get(index) ?? 0);
    if (count > 0) buckets.push(index, count);
  }
  const first = buckets[0];
  if (first === undefined) return emptyHistogram;
  const last = buckets[buckets.length - 2] as number;
  return {
    sum: Math.max(0, state.sum - earlier.sum),
    min: Math.max(state.min, lowerBound(first)),
    max: last === lastIndex ? state.max : Math.min(state.max, lowerBound(last + 1)),
    buckets,
  };
}

/** A histogram that counted nothing. */
export const emptyHistogram: HistogramState = { sum: 0, min: 0, max: 0, buckets: [] };

/** @param states - what it counts from the start, of one or more other histograms; nothing by default */
export function createLatencyHistogram(...states: readonly HistogramState[]): LatencyHistogram {
  const histogram = new LogLinearHistogram();
  for (const state of states) histogram.add(state);
  return histogram;
}
