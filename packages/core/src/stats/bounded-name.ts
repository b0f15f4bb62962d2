/** Longer names than this are nobody's: UTF-16 units. */
export const longestName = 256;

/** How much of a longer name is kept, to be recognised. */
const shownUnits = 200;

/**
 * A name that a stranger chose, as it may be kept: one as long as a request body is cut, and how long it was is said.
 * What is kept does not hold on to the rest.
 */
export function boundedName(name: string): string {
  if (name.length <= longestName) return name;
  // A slice would keep the whole text in memory; text that is put together anew does not.
  const beginning = Array.from(name.slice(0, shownUnits)).join('');
  return `${beginning}… (${name.length} characters)`;
}
