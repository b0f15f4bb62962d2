/** A piece has about so many UTF-16 units at least, and not many more. */
const unitsInPiece = 16_384;

/** So many tokens' texts are put together at a time. */
const partsInPiece = 1024;

/**
 * A list of values that are made one after another when they are written, so that a long list need not be kept. Its
 * JSON is that of an ordinary list.
 */
export class LazyList {
  readonly #values: () => Iterable<unknown>;

  /** @param values - starts again with the first value each time, and gives the same ones */
  constructor(values: () => Iterable<unknown>) {
    this.#values = values;
  }

  [Symbol.iterator](): Iterator<unknown> {
    return this.#values()[Symbol.iterator]();
  }

  toJSON(): unknown[] {
    return [...this];
  }
}

/** A text in parts that are put together when they are written. Its JSON is that of an ordinary text. */
export class LazyText {
  readonly parts: readonly string[];

  /** @param parts - none of them ends inside a character */
  constructor(parts: readonly string[]) {
    this.parts = parts;
  }

  toJSON(): string {
    return this.parts.join('');
  }
}

/**
 * What `JSON.stringify` makes of a value of plain data, in pieces of some kilobytes that are made when they are asked
 * for. Objects with a `toJSON` of their own are written at once.
 */
export function* jsonPieces(value: unknown): Generator<string, undefined, undefined> {
  const out = { text: '' };
  for (const piece of write(value, out)) {
    if (piece || out.text.length >= unitsInPiece) {
      yield out.text;
      out.text = '';
    }
  }
  if (out.text !== '') yield out.text;
}

/** What has no more than so many values, and no more than so many units of text, is written at once. */
const valuesAtOnce = 256;
const unitsAtOnce = 4096;

/** Whether the JSON of a value takes so long that it is better made in pieces. Looks at no more of it than that takes. */
export function isLarge(value: unknown): boolean {
  if (typeof value === 'string') return value.length > unitsOfLarge;
  if (typeof value !== 'object' || value === null) return false;
  return !roomLeft(value, { values: valuesOfLarge, units: unitsOfLarge });
}

/** JSON with more values, or more UTF-16 units of text, takes more than a millisecond. */
const valuesOfLarge = 4096;
const unitsOfLarge = 65_536;

/** Whether a value is written at once. Looks at no more of it than that takes. */
function isSmall(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= unitsAtOnce;
  if (typeof value !== 'object' || value === null) return true;
  return roomLeft(value, { values: valuesAtOnce, units: unitsAtOnce });
}

function roomLeft(value: object, room: { values: number; units: number }): boolean {
  if (value instanceof LazyText || value instanceof LazyList) return false;
  for (const key in value) {
    const member = (value as Readonly<Record<string, unknown>>)[key];
    room.values -= 1;
    room.units -= key.length + (typeof member === 'string' ? member.length : 0);
    if (room.values < 0 || room.units < 0) return false;
    if (typeof member === 'object' && member !== null && !roomLeft(member, room)) return false;
  }
  return true;
}

/** What JSON does not have is null in a list. */
function textOf(value: unknown): string {
  return JSON.stringify([value]).slice(1, -1);
}

/** Adds the JSON of a value to the text. Yields where a piece may end, and `true` where one must. */
function* write(value: unknown, out: { text: string }): Generator<boolean, undefined, undefined> {
  if (isSmall(value)) {
    out.text += textOf(value);
  } else if (typeof value === 'string') {
    yield* writeText(slicesOf(value), out);
  } else if (value instanceof LazyText) {
    yield* writeText(joined(value.parts), out);
  } else if (typeof value !== 'object' || value === null) {
    out.text += textOf(value);
  } else if (Array.isArray(value) || value instanceof LazyList) {
    let separator = '[';
    for (const item of value as Iterable<unknown>) {
      out.text += separator;
      separator = ',';
      if (isSmall(item)) out.text += textOf(item);
      else yield* write(item, out);
      yield false;
    }
    out.text += separator === '[' ? '[]' : ']';
  } else if ('toJSON' in value) {
    out.text += textOf(value);
  } else {
    yield* writeObject(value as Readonly<Record<string, unknown>>, out);
  }
}

function* writeObject(
  value: Readonly<Record<string, unknown>>,
  out: { text: string },
): Generator<boolean, undefined, undefined> {
  let separator = '{';
  for (const key of Object.keys(value)) {
    const member = value[key];
    if (member === undefined || typeof member === 'function' || typeof member === 'symbol') continue;
    out.text += separator;
    separator = ',';
    if (isSmall(key)) out.text += JSON.stringify(key);
    else yield* write(key, out);
    out.text += ':';
    if (isSmall(member)) out.text += JSON.stringify(member);
    else yield* write(member, out);
    yield false;
  }
  out.text += separator === '{' ? '{}' : '}';
}

/** Writes texts that make one text together. */
function* writeText(
  texts: Iterable<string>,
  out: { text: string },
): Generator<boolean, undefined, undefined> {
  out.text += '"';
  for (const text of texts) {
    out.text += JSON.stringify(text).slice(1, -1);
    yield true;
  }
  out.text += '"';
}

function* joined(parts: readonly string[]): Generator<string, undefined, undefined> {
  for (let from = 0; from < parts.length; from += partsInPiece) {
    yield* slicesOf(parts.slice(from, from + partsInPiece).join(''));
  }
}

/** Cuts a text, but not inside a character: half of one would be escaped. */
function* slicesOf(text: string): Generator<string, undefined, undefined> {
  let from = 0;
  while (from < text.length) {
    let to = Math.min(text.length, from + unitsInPiece);
    const last = text.charCodeAt(to - 1);
    if (to < text.length && last >= 0xd800 && last < 0xdc00) to += 1;
    yield text.slice(from, to);
    from = to;
  }
}
