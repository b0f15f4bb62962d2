import { RequestError } from '@llmsim/core';

/**
 * Where a value stands in the body: a key below a parent, `undefined` for the body itself. Paths are put together
 * only when something is wrong, so that a good request pays one small object for each nested value.
 */
export interface Place {
  readonly parent: Place | undefined;
  readonly key: string | number;
}

/** A JSON object of the body. */
export type Fields = Readonly<Record<string, unknown>>;

/** The path of a value as error messages spell it: `messages[1].content`. */
export function pathOf(place: Place | undefined, key?: string | number): string {
  const before = place === undefined ? '' : pathOf(place.parent, place.key);
  if (key === undefined) return before;
  if (typeof key === 'number') return `${before}[${key}]`;
  return before === '' ? key : `${before}.${key}`;
}

/** Refuses the request with status 400. @throws RequestError always */
export function refuse(message: string, param?: string, code?: string): never {
  throw new RequestError({ kind: 'invalid-request', message, param, code });
}

/** @throws RequestError always: a value has the wrong type; `expected` says which would be right */
export function refuseType(value: unknown, path: string, expected: string): never {
  refuse(
    `Invalid type for '${path}': expected ${expected}, but got ${typeOf(value)} instead.`,
    path,
    'invalid_type',
  );
}

/** @throws RequestError always: a string is none of the values that are accepted */
export function refuseValue(value: string, path: string, accepted: readonly string[]): never {
  refuse(
    `Invalid value: '${value}'. Supported values are: ${enumerate(accepted, 'and')}.`,
    path,
    'invalid_value',
  );
}

/** @throws RequestError always */
export function refuseMissing(path: string): never {
  refuse(`Missing required parameter: '${path}'.`, path, 'missing_required_parameter');
}

/** `'a'`, `'a' and 'b'`, `'a', 'b', and 'c'`. */
export function enumerate(values: readonly string[], conjunction: 'and' | 'or'): string {
  const quoted = values.map((value) => `'${value}'`);
  if (quoted.length <= 2) return quoted.join(` ${conjunction} `);
  return `${quoted.slice(0, -1).join(', ')}, ${conjunction} ${quoted[quoted.length - 1] ?? ''}`;
}

/** The name of a value's type with its article, as error messages say it. */
export function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'an array';
  switch (typeof value) {
    case 'string':
      return 'a string';
    case 'boolean':
      return 'a boolean';
    case 'number':
      return Number.isInteger(value) ? 'an integer' : 'a decimal number';
    default:
      return 'an object';
  }
}

/** Whether a value is a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object. @throws RequestError if the value is anything else */
export function asFields(value: unknown, place: Place): Fields {
  if (!isFields(value)) refuseType(value, pathOf(place), 'an object');
  return value;
}

/** An object, or `undefined` if it is absent or null. @throws RequestError */
export function readFields(source: Fields, key: string, place?: Place): Fields | undefined {
  const value = source[key];
  if (value === undefined || value === null) return undefined;
  if (!isFields(value)) refuseType(value, pathOf(place, key), 'an object');
  return value;
}

/** A list, or `undefined` if it is absent. `expected` names it: `an array of objects`. @throws RequestError, for null too */
export function readList(
  source: Fields,
  key: string,
  place: Place | undefined,
  expected = 'an array of objects',
): readonly unknown[] | undefined {
  const value = source[key];
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) refuseType(value, pathOf(place, key), expected);
  return value as readonly unknown[];
}

/** Refuses an empty list. @throws RequestError */
export function requireItems(list: readonly unknown[], path: string): void {
  if (list.length === 0) {
    refuse(
      `Invalid '${path}': empty array. Expected an array with minimum length 1, but got an empty array instead.`,
      path,
      'empty_array',
    );
  }
}

/** Refuses a list that is too long. @throws RequestError */
export function limitItems(list: readonly unknown[], path: string, max: number): void {
  if (list.length > max) {
    refuse(
      `Invalid '${path}': array too long. Expected an array with maximum length ${max}, but got an array with length ${list.length} instead.`,
      path,
      'array_above_max_length',
    );
  }
}

/** A string, or `undefined` if it is absent or null. @throws RequestError */
export function readText(source: Fields, key: string, place?: Place, maxLength?: number): string | undefined {
  const value = source[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') refuseType(value, pathOf(place, key), 'a string');
  if (maxLength !== undefined && value.length > maxLength) refuseLength(value, pathOf(place, key), maxLength);
  return value;
}

/** A string that must be there. @throws RequestError */
export function readRequiredText(source: Fields, key: string, place?: Place, maxLength?: number): string {
  const value = source[key];
  if (value === undefined) refuseMissing(pathOf(place, key));
  if (typeof value !== 'string') refuseType(value, pathOf(place, key), 'a string');
  if (maxLength !== undefined && value.length > maxLength) refuseLength(value, pathOf(place, key), maxLength);
  return value;
}

/** @throws RequestError always: a string is too long */
export function refuseLength(value: string, path: string, maxLength: number): never {
  refuse(
    `Invalid '${path}': string too long. Expected a string with maximum length ${maxLength}, but got a string with length ${value.length} instead.`,
    path,
    'string_above_max_length',
  );
}

const namePattern = /^[a-zA-Z0-9_-]+$/;

/** Refuses a name that is empty, too long or has other than letters, digits, `_` and `-`. @throws RequestError */
export function checkName(name: string, path: string, maxLength = 64): void {
  if (name === '') {
    refuse(
      `Invalid '${path}': empty string. Expected a string with minimum length 1, but got an empty string instead.`,
      path,
      'empty_string',
    );
  }
  if (name.length > maxLength) refuseLength(name, path, maxLength);
  if (!namePattern.test(name)) {
    refuse(
      `Invalid '${path}': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`,
      path,
      'invalid_value',
    );
  }
}

/** A boolean, or `undefined` if it is absent or null. @throws RequestError */
export function readBoolean(source: Fields, key: string, place?: Place): boolean | undefined {
  const value = source[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') refuseType(value, pathOf(place, key), 'a boolean');
  return value;
}

/** One of the accepted strings, or `undefined` if it is absent or null. @throws RequestError */
export function readChoice<T extends string>(
  source: Fields,
  key: string,
  accepted: readonly T[],
  place?: Place,
): T | undefined {
  const value = source[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') {
    refuseType(value, pathOf(place, key), `one of ${enumerate(accepted, 'or')}`);
  }
  if (!(accepted as readonly string[]).includes(value)) refuseValue(value, pathOf(place, key), accepted);
  return value as T;
}

/** A whole number within inclusive bounds, or `undefined` if it is absent or null. @throws RequestError */
export function readInteger(
  source: Fields,
  key: string,
  min: number,
  max: number,
  place?: Place,
): number | undefined {
  const value = source[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    refuseType(value, pathOf(place, key), 'an integer');
  }
  checkRange(value, pathOf(place, key), 'integer', min, max);
  return value;
}

/** A number within inclusive bounds, or `undefined` if it is absent or null. @throws RequestError */
export function readDecimal(source: Fields, key: string, min: number, max: number): number | undefined {
  const value = source[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number') refuseType(value, key, 'a decimal');
  checkRange(value, key, 'decimal', min, max);
  return value;
}

/** Refuses a number outside inclusive bounds. @throws RequestError */
export function checkRange(
  value: number,
  path: string,
  kind: 'integer' | 'decimal',
  min: number,
  max: number,
): void {
  if (value < min) {
    refuse(
      `Invalid '${path}': ${kind} below minimum value. Expected a value >= ${min}, but got ${value} instead.`,
      path,
      `${kind}_below_min_value`,
    );
  }
  if (value > max) {
    refuse(
      `Invalid '${path}': ${kind} above maximum value. Expected a value <= ${max}, but got ${value} instead.`,
      path,
      `${kind}_above_max_value`,
    );
  }
}
