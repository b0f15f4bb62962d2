/** Longer names than this are nobody's: UTF-16 units. */
export const longestName = 256;

/** What is left of the limit for saying how long a name was. */
const unitsOfLength = 56;

/**
 * A name that a stranger chose, as it may be kept: one as long as a request body is cut, and how long it was is said.
 * What is kept does not hold on to the rest.
 * @param limit - how long it may be, in UTF-16 units
 */
export function boundedName(name: string, limit = longestName): string {
  if (name.length <= limit) return name;
  // A slice would keep the whole text in memory; text that is put together anew does not.
  const beginning = Array.from(name.slice(0, limit - unitsOfLength)).join('');
  return `${beginning}… (${name.length} characters)`;
}
