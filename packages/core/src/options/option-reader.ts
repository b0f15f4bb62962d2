import { LlmsimError } from '../errors/llmsim-error.js';

/** Options as a configuration, a header or a caller gives them: keys in snake case, values still to be checked. */
export type Options = Readonly<Record<string, unknown>>;

/**
 * Reads the options of a generator, failure mode or distribution. Each option is asked for by name; what was not
 * asked for in the end is an error, so that no option is given and ignored.
 */
export interface OptionReader {
  /** A number in [min, max]; a string that spells one is taken too. */
  number(
    key: string,
    fallback: number | undefined,
    bounds?: { readonly min?: number; readonly max?: number },
  ): number;
  /** As `number`, but `undefined` if it was not given. */
  optionalNumber(key: string, bounds?: { readonly min?: number; readonly max?: number }): number | undefined;
  text(key: string, fallback?: string): string;
  /** One of the given words. */
  choice<T extends string>(key: string, choices: readonly T[], fallback: T): T;
  /** Any value, to be read by somebody else. */
  value(key: string): unknown;
  /** @throws LlmsimError LLMSIM_OPTION if an option was given that nobody asked for */
  end(): void;
}

/**
 * @param owner - whose options they are, for messages: `failure mode "stall"`
 * @throws LlmsimError LLMSIM_OPTION, there and in every method, for a wrong or missing value
 */
export function readOptions(owner: string, options: unknown): OptionReader {
  if (options !== undefined && (typeof options !== 'object' || options === null || Array.isArray(options))) {
    throw new LlmsimError(
      'LLMSIM_OPTION',
      `The options of ${owner} must be a mapping, not ${JSON.stringify(options)}.`,
    );
  }
  const given = (options ?? {}) as Options;
  const known = new Set<string>();

  const fail = (key: string, expected: string): never => {
    const found = given[key] === undefined ? 'it is missing' : `found ${JSON.stringify(given[key])}`;
    throw new LlmsimError('LLMSIM_OPTION', `Option "${key}" of ${owner} must be ${expected}; ${found}.`);
  };

  const take = (key: string): unknown => {
    known.add(key);
    return given[key];
  };

  function optionalNumber(key: string, { min = -Infinity, max = Infinity } = {}): number | undefined {
    const raw = take(key);
    if (raw === undefined) return undefined;
    const value = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw;
    if (typeof value === 'number' && value >= min && value <= max) return value;
    const upper = max === Infinity ? '' : ` and at most ${max}`;
    return fail(key, `a number${min === -Infinity ? '' : ` of at least ${min}`}${upper}`);
  }

  return {
    optionalNumber,
    number(key, fallback, bounds) {
      return optionalNumber(key, bounds) ?? fallback ?? fail(key, 'a number');
    },
    text(key, fallback) {
      const value = take(key) ?? fallback;
      return typeof value === 'string' ? value : fail(key, 'a text');
    },
    choice(key, choices, fallback) {
      const value = take(key) ?? fallback;
      return choices.find((choice) => choice === value) ?? fail(key, `one of ${choices.join(', ')}`);
    },
    value: take,
    end() {
      const unknown = Object.keys(given).filter((key) => !known.has(key));
      if (unknown.length === 0) return;
      const accepted = known.size === 0 ? 'it takes none' : `it takes ${[...known].join(', ')}`;
      throw new LlmsimError(
        'LLMSIM_OPTION',
        `Unknown option "${unknown.join('", "')}" of ${owner}; ${accepted}.`,
      );
    },
  };
}
