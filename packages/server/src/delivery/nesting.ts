/** Deeper than any request that means something, and shallow enough for whoever walks it by recursion. */
export const deepestNesting = 200;

/**
 * Whether a value of parsed JSON is nested more than 200 levels deep.
 * @param textLength - how long the JSON was: short texts cannot be deep
 */
export function isNestedTooDeeply(value: unknown, textLength: number): boolean {
  return textLength > 2 * deepestNesting && isDeeperThan(value, deepestNesting);
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) return value.some((element) => isDeeperThan(element, levels - 1));
  for (const key in value) {
    if (isDeeperThan((value as Readonly<Record<string, unknown>>)[key], levels - 1)) return true;
  }
  return false;
}
