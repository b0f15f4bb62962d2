import { LlmsimError } from '../errors/llmsim-error.js';
import type { OptionReader } from '../options/option-reader.js';

/** One option of a failure mode: how it is read, and what help and documentation say of it. */
export interface ModeOption<T> {
  /** What it is, as a phrase. */
  readonly what: string;
  /** What it may be: `a number`, or the words there are. */
  readonly accepts: string;
  /** What holds where it is left out. */
  readonly fallback: string;
  /** @throws LlmsimError LLMSIM_OPTION for a value that is not accepted */
  read(options: OptionReader, key: string): T;
}

/** A number of at least 0. */
export function numberOption(what: string, fallback: number): ModeOption<number> {
  return {
    what,
    accepts: 'a number',
    fallback: String(fallback),
    read: (options, key) => options.number(key, fallback, { min: 0 }),
  };
}

/** A number of at least 0, or none. @param absent - what holds without one: `for ever` */
export function optionalNumberOption(what: string, absent: string): ModeOption<number | undefined> {
  return {
    what,
    accepts: 'a number',
    fallback: absent,
    read: (options, key) => options.optionalNumber(key, { min: 0 }),
  };
}

/** What `codeOption` is made of. */
interface Code extends Pick<ModeOption<number>, 'what' | 'accepts'> {
  readonly fallback: number;
  readonly isCode: (number: number) => boolean;
}

/** A number that stands for something, of which not all exist. @param mode - whose option it is */
export function codeOption(mode: string, { what, accepts, fallback, isCode }: Code): ModeOption<number> {
  return {
    what,
    accepts,
    fallback: String(fallback),
    read(options, key) {
      const number = options.number(key, fallback);
      if (isCode(number)) return number;
      throw new LlmsimError(
        'LLMSIM_OPTION',
        `Option "${key}" of failure mode "${mode}" must be ${accepts}; found ${number}.`,
      );
    },
  };
}

/** One of several words. */
export function choiceOption<const T extends string>(
  what: string,
  choices: readonly T[],
  fallback: NoInfer<T>,
): ModeOption<T> {
  return {
    what,
    accepts: choices.join(', '),
    fallback,
    read: (options, key) => options.choice(key, choices, fallback),
  };
}

/** Any text. */
export function textOption(what: string, fallback: string): ModeOption<string> {
  return { what, accepts: 'a text', fallback, read: (options, key) => options.text(key, fallback) };
}

/** After how many tokens a mode strikes in the middle of a turn; after its last one, if it has fewer. */
export const afterOption = numberOption('tokens before it', 5);
