import { numberRows, textRows, type NumberRow } from './plausible-rows.js';
import { pick, type Random } from './random.js';

const textRowByWord = byWord(textRows);
const numberRowByWord = byWord(numberRows);

function byWord<Row extends { readonly words: readonly string[] }>(
  rows: readonly Row[],
): ReadonlyMap<string, Row> {
  return new Map(rows.flatMap((row) => row.words.map((word) => [word, row] as const)));
}

/** The words of a property name: `maxGuest_count` is `max`, `guest`, `count`. */
export function wordsOfName(name: string): readonly string[] {
  return name
    .slice(0, 100)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

/** One of many: `cities` is `city`, `tags` is `tag`. */
export function singularOf(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.length > 4 && /(?:ch|sh|ss|x|zz)es$/.test(word)) return word.slice(0, -2);
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') && !word.endsWith('us')
    ? word.slice(0, -1)
    : word;
}

/** The row for a name: by the whole name, else by its words from the last, which says most, to the first. */
function findRow<Row>(rows: ReadonlyMap<string, Row>, name: string | undefined): Row | undefined {
  if (name === undefined) return undefined;
  const words = wordsOfName(name);
  const whole = words.join('');
  for (const word of [whole, ...words.toReversed()]) {
    const row = rows.get(word) ?? rows.get(singularOf(word));
    if (row !== undefined) return row;
  }
  return undefined;
}

/**
 * What a property is known by in an object of this title or name: the `name` of a `City` is a city's, that of what
 * has no names of its own is a `name`.
 */
export function nameWithin(name: string, owner: string | undefined): string {
  if (name !== 'name' || owner === undefined) return name;
  return findRow(textRowByWord, owner)?.takesNames === true ? owner : name;
}

/** A text that reads well as the value of a property of this name; a word such as "example" if the name says nothing. */
export function plausibleText(name: string | undefined, random: Random): string {
  const texts = findRow(textRowByWord, name)?.texts;
  if (texts === undefined) return pick(random, ['example', 'sample', 'first', 'second', 'other', 'standard']);
  return typeof texts === 'function' ? texts(random) : pick(random, texts);
}

/** Whether a proper name out of the conversation may be the value: of a city or a title, not of a unit or a date. */
export function takesProperNames(name: string | undefined): boolean {
  const row = findRow(textRowByWord, name);
  return row === undefined || row.takesNames === true;
}

/** Whether a property of this name is a number more likely than a text, where its schema does not say. */
export function soundsNumeric(name: string | undefined): boolean {
  return findRow(textRowByWord, name) === undefined && findRow(numberRowByWord, name) !== undefined;
}

/** The range in which numbers of a property of this name usually are. */
export function plausibleRange(name: string | undefined): Pick<NumberRow, 'from' | 'to' | 'decimals'> {
  return findRow(numberRowByWord, name) ?? { from: 1, to: 100, decimals: 0 };
}
