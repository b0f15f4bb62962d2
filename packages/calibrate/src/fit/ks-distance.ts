/** The largest difference between two empirical distributions. Both in order. */
export function ksDistance(one: Float64Array, other: Float64Array): number {
  let [i, j, largest] = [0, 0, 0];
  while (i < one.length && j < other.length) {
    const value = Math.min(one[i] as number, other[j] as number);
    while (i < one.length && one[i] === value) i += 1;
    while (j < other.length && other[j] === value) j += 1;
    largest = Math.max(largest, Math.abs(i / one.length - j / other.length));
  }
  return largest;
}

/** What the distance of so many samples to their own distribution stays below in 95 of 100 cases. */
export function ksNoise(samples: number): number {
  return 1.36 / Math.sqrt(samples);
}
