/**
 * The one of the candidates that somebody who wrote `text` is likely to have meant; `undefined` if none is close.
 * Case and the choice between `-` and `_` do not count as differences.
 */
export function suggest(text: string, candidates: Iterable<string>): string | undefined {
  const wanted = normalize(text);
  // A third of the letters may be wrong, as `port` is not meant by `host`.
  let smallest = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  let closest: string | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, normalize(candidate), smallest);
    if (distance >= smallest) continue;
    smallest = distance;
    closest = candidate;
  }
  return closest;
}

function normalize(text: string): string {
  return text.toLowerCase().replaceAll('_', '-');
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that turn one text into the other.
 * @param limit - the result may be anything from here on once it is known to be no less
 */
function editDistance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) >= limit) return limit;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      const at = (distances: readonly number[], index: number) => distances[index] ?? Infinity;
      let distance = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (same ? 0 : 1),
      );
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (row > 1 && column > 1 && swapped) distance = Math.min(distance, at(beforePrevious, column - 2) + 1);
      current.push(distance);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[to.length] ?? limit;
}
