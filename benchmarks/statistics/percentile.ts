/** A copy in ascending order. */
export function sorted(values: Float64Array): Float64Array {
  return values.slice().sort();
}

/** The value that this share of all values does not exceed, by nearest rank; NaN if there is none. */
export function percentile(ascending: Float64Array, share: number): number {
  if (ascending.length === 0) return NaN;
  return ascending[Math.max(0, Math.ceil(ascending.length * share) - 1)] as number;
}

/** The middle value, or the mean of the two middle ones; NaN if there is none. */
export function median(values: readonly number[]): number {
  const ascending = [...values].sort((a, b) => a - b);
  const middle = ascending.length / 2;
  const [lower, upper] = [ascending[Math.ceil(middle) - 1], ascending[Math.floor(middle)]];
  return lower === undefined || upper === undefined ? NaN : (lower + upper) / 2;
}
