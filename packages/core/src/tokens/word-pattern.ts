import type { EncodingName } from './encoding-for-model.js';

/**
 * More characters of one kind than this in a row are cut into several words. No text that anybody reads has such
 * runs, and without a bound the regular expression overflows its stack on a few megabytes of one letter.
 */
const longestRun = 1024;
const some = `{1,${longestRun}}`;
const any = `{0,${longestRun}}`;

// Rust's `\s` is Unicode's White_Space, JavaScript's is not: it has U+FEFF more and U+0085 less.
const space = String.raw`\p{White_Space}`;
const notSpace = String.raw`\P{White_Space}`;

// Rust's `(?i:'s|'t|'re|'ve|'m|'ll|'d)`, in which `s` also stands for the long s.
const contraction = `'(?:[sSſtTmMdD]|[rR][eE]|[vV][eE]|[lL][lL])`;

const spaces = [String.raw`${space}${any}[\r\n]${some}`, `${space}${some}(?!${notSpace})`, `${space}${some}`];

const upper = String.raw`[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]`;
const lower = String.raw`[\p{Ll}\p{Lm}\p{Lo}\p{M}]`;
const beforeLetters = String.raw`[^\r\n\p{L}\p{N}]?`;
const digits = String.raw`\p{N}{1,3}`;
const symbols = String.raw` ?[^${space}\p{L}\p{N}]${some}`;

/** In the order in which they are tried. */
const alternatives: Readonly<Record<EncodingName, readonly string[]>> = {
  o200k_base: [
    `${beforeLetters}${upper}${any}${lower}${some}(?:${contraction})?`,
    `${beforeLetters}${upper}${some}${lower}${any}(?:${contraction})?`,
    digits,
    String.raw`${symbols}[\r\n/]${any}`,
    ...spaces,
  ],
  cl100k_base: [
    contraction,
    String.raw`${beforeLetters}\p{L}${some}`,
    digits,
    String.raw`${symbols}[\r\n]${any}`,
    ...spaces,
  ],
};

/**
 * The pattern by which an encoding cuts a text into words before it merges bytes into tokens; no token reaches over a
 * border. The words follow each other without gaps, and where one ends does not depend on what came before it. A new
 * expression each time, because one remembers where it stands.
 *
 * It is the `pat_str` of tiktoken's encoders in JavaScript's dialect, but for {@link longestRun}. Where the engine
 * knows a newer Unicode than tiktoken (16), letters that were assigned since then are letters here and symbols there.
 */
export function createWordPattern(encoding: EncodingName): RegExp {
  return new RegExp(alternatives[encoding].join('|'), 'gu');
}
