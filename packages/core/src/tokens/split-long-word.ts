/**
 * UTF-16 units that are merged at once. The time that merging takes grows with the square of a word's length: a
 * second for 30,000 times the same letter, and worse for spaces, on which the encoder's WebAssembly even traps. Words
 * of a real text are shorter by far; on runs of one character pieces of 128 have as many tokens as the whole.
 */
export const longestPiece = 128;

/** Cuts a word into pieces of at most 128 UTF-16 units, never inside a surrogate pair. Joined they are the word. */
export function splitLongWord(word: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  while (word.length - start > longestPiece) {
    const end = start + longestPiece;
    const cut =
      isHighSurrogate(word.charCodeAt(end - 1)) && isLowSurrogate(word.charCodeAt(end)) ? end - 1 : end;
    pieces.push(word.slice(start, cut));
    start = cut;
  }
  pieces.push(word.slice(start));
  return pieces;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
