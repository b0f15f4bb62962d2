import { describeFound, didYouMean } from './describe-found.js';
import type { JsonSchema, Path, Report, SettingType, ValueOf } from './setting-type.js';

/** Reports what lies below a place as lying there. */
export function below(report: Report, ...place: Path): Report {
  return (path, what) => report([...place, ...path], what);
}

/** Whether a value is a mapping. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list of which each item is of one type. */
export function listOf<T>(item: SettingType<T>, accepts: string): SettingType<readonly T[]> {
  return {
    accepts,
    schema: { type: 'array', items: item.schema },
    read(value, report) {
      if (!Array.isArray(value)) {
        report([], describeFound(value, accepts));
        return undefined;
      }
      const items = value.map((found: unknown, index) => item.read(found, below(report, index)));
      return items.some((found) => found === undefined) ? undefined : (items as T[]);
    },
  };
}

/** A list of texts; as one text, they are separated by commas. */
export function textList(item: SettingType<string>, accepts: string): SettingType<readonly string[]> {
  const list = listOf(item, accepts);
  return {
    ...list,
    readText: (text, report) =>
      list.read(
        text
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== ''),
        report,
      ),
  };
}

/** A mapping with any keys, of which each value is of one type. */
export function mappingTo<T>(
  item: SettingType<T>,
  accepts: string,
): SettingType<Readonly<Record<string, T>>> {
  return {
    accepts,
    schema: { type: 'object', additionalProperties: item.schema },
    read(value, report) {
      if (!isMapping(value)) {
        report([], describeFound(value, accepts));
        return undefined;
      }
      const entries = Object.entries(value).map(
        ([key, found]) => [key, item.read(found, below(report, key))] as const,
      );
      if (entries.some(([, found]) => found === undefined)) return undefined;
      return Object.fromEntries(entries) as Record<string, T>;
    },
  };
}

/** A key of a record, and what stands behind it. */
export interface Field<T> {
  readonly type: SettingType<T>;
  readonly required: boolean;
  readonly description: string;
}

/** The values of a record's fields. */
export type FieldValues<Fields extends Readonly<Record<string, Field<unknown>>>> = {
  readonly [Key in keyof Fields]?: ValueOf<Fields[Key]['type']> | undefined;
};

/** A mapping with known keys. Keys that are not given, or are null, are not in the result. */
export function record<Fields extends Readonly<Record<string, Field<unknown>>>>(
  fields: Fields,
): SettingType<FieldValues<Fields>> {
  const names = Object.keys(fields);
  const accepts = `a mapping with ${names.join(', ')}`;
  return {
    accepts,
    schema: mappingSchema(fields),
    read(value, report) {
      if (!isMapping(value)) {
        report([], describeFound(value, accepts));
        return undefined;
      }
      let complete = true;
      for (const key of Object.keys(value)) {
        if (Object.hasOwn(fields, key)) continue;
        complete = false;
        report([key], describeUnknownKey(key, names));
      }
      const result: Record<string, unknown> = {};
      for (const [name, field] of Object.entries(fields)) {
        const given = Object.hasOwn(value, name) ? value[name] : undefined;
        if (given === undefined || given === null) {
          if (!field.required) continue;
          complete = false;
          report([], `"${name}" is missing; accepted: ${field.type.accepts}.`);
          continue;
        }
        const read = field.type.read(given, below(report, name));
        if (read === undefined) complete = false;
        result[name] = read;
      }
      return complete ? (result as FieldValues<Fields>) : undefined;
    },
  };
}

function mappingSchema(fields: Readonly<Record<string, Field<unknown>>>): JsonSchema {
  const entries = Object.entries(fields);
  return {
    type: 'object',
    properties: Object.fromEntries(
      entries.map(([name, { type, description }]) => [name, { description, ...type.schema }]),
    ),
    required: entries.filter(([, { required }]) => required).map(([name]) => name),
    additionalProperties: false,
  };
}

/** What is said of a key that does not exist. */
export function describeUnknownKey(key: string, known: readonly string[]): string {
  return `there is no such setting.${didYouMean(key, known) || ` Accepted here: ${known.join(', ')}.`}`;
}
