/** The value below which a share of sorted numbers lies, between neighbours in proportion; `NaN` of none. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] ?? NaN;
  const high = sorted[Math.min(sorted.length - 1, below + 1)] ?? NaN;
  return low + (high - low) * (place - below);
}

/** Numbers in order, for `quantile`. */
export function sorted(values: Iterable<number>): Float64Array {
  return Float64Array.from(values).sort();
}
