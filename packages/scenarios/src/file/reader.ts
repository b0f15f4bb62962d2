import { isLlmsimError } from '@llmsim/core';
import type { Problem } from '../scenario-error.js';
import type { Source } from './source.js';

/** Collects what is wrong with a file, so that all of it is reported at once. */
export class Reader {
  readonly problems: Problem[] = [];

  /** @returns what is taken instead */
  error<T>(source: Source, message: string, instead?: T): T | undefined {
    this.problems.push({ level: 'error', message: `${named(source)}${message}`, place: source.place });
    return instead;
  }

  /** What is wrong with a value, with what would be right. @returns what is taken instead */
  wrong<T>(source: Source, accepted: string, instead?: T): T | undefined {
    return this.error(source, `must be ${accepted}; found ${show(source.value)}.`, instead);
  }

  /** The entries of a mapping, if it has no keys but these. */
  mapping(source: Source, keys: readonly string[], accepted: string): Source | undefined {
    const { value } = source;
    if (!isMapping(value)) return this.wrong(source, accepted);
    for (const key of Object.keys(value)) {
      if (!keys.includes(key)) {
        this.error(source.at(key), `is not known. There are: ${keys.join(', ')}.`);
      }
    }
    return source;
  }

  /** The items of a list; a single value that is no list counts as a list of one. */
  items(source: Source): readonly Source[] {
    const { value } = source;
    if (value === undefined) return [];
    return Array.isArray(value) ? value.map((_item, index) => source.at(index)) : [source];
  }

  text(source: Source): string | undefined {
    const { value } = source;
    if (value === undefined) return undefined;
    return typeof value === 'string' ? value : this.wrong(source, 'a text');
  }

  texts(source: Source): readonly string[] | undefined {
    if (source.value === undefined) return undefined;
    return this.items(source).flatMap((item) => this.text(item) ?? []);
  }

  boolean(source: Source): boolean | undefined {
    const { value } = source;
    if (value === undefined) return undefined;
    return typeof value === 'boolean' ? value : this.wrong(source, 'true or false');
  }

  count(source: Source, least: number): number | undefined {
    const { value } = source;
    if (value === undefined) return undefined;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
    return this.wrong(source, `a whole number from ${least}`);
  }

  counts(source: Source, least: number): readonly number[] | undefined {
    if (source.value === undefined) return undefined;
    return this.items(source).flatMap((item) => this.count(item, least) ?? []);
  }

  choice<T extends string>(source: Source, choices: readonly T[]): T | undefined {
    const { value } = source;
    if (value === undefined) return undefined;
    const found = choices.find((choice) => choice === value);
    return found ?? this.wrong(source, `one of ${choices.join(', ')}`);
  }

  /** What `make` makes; an error that it throws is one of the file. */
  making<T>(source: Source, make: () => T): T | undefined {
    try {
      return make();
    } catch (error) {
      if (!isLlmsimError(error)) throw error;
      this.problems.push({ level: 'error', message: error.message, place: source.place });
      return undefined;
    }
  }
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof RegExp);
}

function named({ path }: Source): string {
  return path === '' ? 'The file ' : `"${path}" `;
}

/** A value as a message quotes it. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value instanceof RegExp) return String(value);
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return typeof value;
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
