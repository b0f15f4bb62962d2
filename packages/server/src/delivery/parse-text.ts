import { RequestError } from '@llmsim/core';

const quote = 0x22;
const backslash = 0x5c;

/** A step of the search for the end looks at so many quotation marks at most. */
const quotesInStep = 1000;

/** From this length on a text is put together in one piece of memory: others are when somebody first reads them. */
const longestJoined = 1_048_576;

/** Where the JSON string ends that begins at a quotation mark: behind the closing one. @throws RequestError */
export function* endOfText(bytes: Buffer, start: number): Generator<undefined, number, undefined> {
  let from = start + 1;
  for (let looked = 1; ; looked += 1) {
    const end = bytes.indexOf(quote, from);
    if (end === -1) throw new RequestError({ kind: 'invalid-request' });
    let backslashes = 0;
    while (bytes[end - 1 - backslashes] === backslash) {
      backslashes += 1;
      if (backslashes % 131_072 === 0) yield;
    }
    if (backslashes % 2 === 0) return end + 1;
    from = end + 1;
    if (looked % quotesInStep === 0) yield;
  }
}

/**
 * Parses a long JSON string in pieces that end neither inside an escape nor inside a character.
 * @throws RequestError if it is not JSON
 */
export function* parseText(
  bytes: Buffer,
  start: number,
  end: number,
  bytesInStep: number,
): Generator<undefined, string, undefined> {
  const pieces: string[] = [];
  let length = 0;
  let isLatin = true;
  let from = start + 1;
  while (from < end - 1) {
    const to = from + bytesInStep >= end - 1 ? end - 1 : outsideEscape(bytes, from, from + bytesInStep);
    const piece = parsePiece(bytes.toString('utf8', from, to));
    pieces.push(piece);
    length += piece.length;
    isLatin &&= isLatinText(piece);
    from = to;
    yield;
  }
  return length <= longestJoined
    ? pieces.join('')
    : yield* join(pieces, length, isLatin ? 'latin1' : 'utf16le');
}

/**
 * Text that was added to text is copied together when somebody reads it, all of it at once and as slowly as its pieces
 * are many. A buffer that was filled in steps becomes text by one copy.
 */
function* join(
  pieces: readonly string[],
  length: number,
  encoding: 'latin1' | 'utf16le',
): Generator<undefined, string, undefined> {
  const buffer = Buffer.allocUnsafeSlow(encoding === 'latin1' ? length : 2 * length);
  let at = 0;
  for (const piece of pieces) {
    at += buffer.write(piece, at, encoding);
    yield;
  }
  return buffer.toString(encoding);
}

function parsePiece(json: string): string {
  try {
    return JSON.parse(`"${json}"`) as string;
  } catch {
    throw new RequestError({ kind: 'invalid-request' });
  }
}

function isLatinText(text: string): boolean {
  return !/[^\0-\u00ff]/.test(text);
}

/** The longest escape has six bytes: `\u0041`. */
const longestEscape = 6;

/** A place at or shortly before `to` where no escape and no character of UTF-8 is under way. */
function outsideEscape(bytes: Buffer, from: number, to: number): number {
  for (let last = to - 1; last > to - longestEscape; last -= 1) {
    if (bytes[last] !== backslash) continue;
    // Of several backslashes in a row, each second one is escaped by the one before it.
    let first = last;
    while (first > from && bytes[first - 1] === backslash) first -= 1;
    return (last - first) % 2 === 0 ? last : outsideCharacter(bytes, to);
  }
  return outsideCharacter(bytes, to);
}

function outsideCharacter(bytes: Buffer, to: number): number {
  for (let at = to; at > to - 4; at -= 1) if (((bytes[at] ?? 0) & 0xc0) !== 0x80) return at;
  return to;
}
