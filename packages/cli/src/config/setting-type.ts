/** Where a value stands within its setting: keys of mappings and indexes of lists, from the outside in. */
export type Path = readonly (string | number)[];

/**
 * Takes down a mistake.
 * @param path - of the value that is wrong, below the setting; of the key, if the key is wrong
 * @param what - what was found, and what is accepted: a sentence or two
 */
export type Report = (path: Path, what: string) => void;

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A kind of value that a setting may have. */
export interface SettingType<T> {
  /** Completes "accepted: …": `a whole number from 0 to 65535`. */
  readonly accepts: string;
  /** The values that a file may give. It may take more than `read` does, and never less, but for other spellings. */
  readonly schema: JsonSchema;
  /**
   * Reads a value as a file gives it.
   * @param value - neither `undefined` nor `null`
   * @returns `undefined` if mistakes were reported
   */
  read(value: unknown, report: Report): T | undefined;
  /**
   * Reads the text of a flag or environment variable. A type without it takes its text as YAML.
   * @returns `undefined` if mistakes were reported
   */
  readText?(text: string, report: Report): T | undefined;
}

/** The values of a type. */
export type ValueOf<Type> = Type extends SettingType<infer T> ? T : never;
