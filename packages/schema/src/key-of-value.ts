/**
 * A text that two JSON values share exactly if they are equal: the order of keys does not count, and 1 is 1.0.
 */
export function keyOfValue(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(keyOfValue).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${keyOfValue(inner)}`).join(',')}}`;
}

/** Whether two JSON values are equal as JSON Schema means it. */
export function areEqualValues(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  return keyOfValue(a) === keyOfValue(b);
}
