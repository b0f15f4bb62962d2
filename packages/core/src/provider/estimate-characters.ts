import type { JsonValue } from './state-store.js';

/** What a number, `true`, `false` or `null` counts: about what it takes in memory, whatever its digits. */
const charactersOfScalar = 8;

/**
 * About how many characters a value's JSON has. Texts count by their length, without looking into them, so that a
 * large text costs no more to measure than a small one; escapes are not counted.
 */
export function estimateCharacters(value: JsonValue): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return charactersOfScalar;
  let characters = 2;
  if (Array.isArray(value)) {
    for (const item of value as readonly JsonValue[]) characters += estimateCharacters(item) + 1;
    return characters;
  }
  const members = value as Readonly<Record<string, JsonValue | undefined>>;
  for (const key in members) {
    const member = members[key];
    // Members that are undefined are not in the JSON either.
    if (member !== undefined) characters += key.length + 4 + estimateCharacters(member);
  }
  return characters;
}
