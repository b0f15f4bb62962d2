/**
 * Whether a model's name fits a pattern, in which each `*` stands for any text, none included: `gpt-5*`, `*-mini`,
 * `*mini*`. A pattern without a `*` is a whole name. Case matters.
 */
export function matchesModel(pattern: string, model: string): boolean {
  const star = pattern.indexOf('*');
  if (star === -1) return model === pattern;
  if (!model.startsWith(pattern.slice(0, star))) return false;
  if (star === pattern.length - 1) return true;
  return matchesPieces(pattern.slice(star + 1).split('*'), model, star);
}

/**
 * Whether the pieces, of which each may have any text before it, follow each other from a position on. Each piece is
 * taken as early as possible, and the last one at the end, so the time is linear for any pattern.
 */
function matchesPieces(pieces: readonly string[], model: string, from: number): boolean {
  let position = from;
  for (const piece of pieces.slice(0, -1)) {
    const found = model.indexOf(piece, position);
    if (found === -1) return false;
    position = found + piece.length;
  }
  const last = pieces.at(-1) ?? '';
  return model.length - last.length >= position && model.endsWith(last);
}

/**
 * Entries by patterns of model names, the most specific first: whole names go before patterns, and patterns with more
 * letters before those with fewer. Equally specific ones stay in order.
 */
export function rankPatterns<T>(
  entries: Iterable<readonly [pattern: string, value: T]>,
): readonly { readonly pattern: string; readonly value: T }[] {
  return Array.from(entries, ([pattern, value]) => ({ pattern, value })).sort((a, b) =>
    compare(specificityOf(b.pattern), specificityOf(a.pattern)),
  );
}

function specificityOf(pattern: string): number {
  return pattern.includes('*') ? pattern.replaceAll('*', '').length : Infinity;
}

// A difference would not be a number for two whole names.
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
