import { RequestError } from '@llmsim/core';
import { isFields, type Fields, type Place } from '@llmsim/wire';

/** The path of a value as Anthropic's messages spell it: `messages.0.content.1.text`. */
export function pathOf(place: Place | undefined, key?: string | number): string {
  const before = place === undefined ? '' : pathOf(place.parent, place.key);
  if (key === undefined) return before;
  return before === '' ? String(key) : `${before}.${key}`;
}

/** A place below another one. */
export function below(parent: Place | undefined, key: string | number): Place {
  return { parent, key };
}

/** Refuses the request with status 400. @throws RequestError always */
export function refuseRequest(message: string): never {
  throw new RequestError({ kind: 'invalid-request', message });
}

/** Refuses one value of the request. @throws RequestError always */
export function refuseInput(place: Place | undefined, message: string): never {
  refuseRequest(place === undefined ? message : `${pathOf(place)}: ${message}`);
}

/** @throws RequestError always: a value that must be there is not */
export function refuseMissing(place: Place): never {
  refuseInput(place, 'Field required');
}

/** Refuses members that the API does not have. @throws RequestError */
export function refuseOthers(source: Fields, known: ReadonlySet<string>, place: Place | undefined): void {
  for (const key in source) {
    if (!known.has(key)) refuseInput(below(place, key), 'Extra inputs are not permitted');
  }
}

/** An object. @throws RequestError if the value is anything else */
export function asObject(value: unknown, place: Place): Fields {
  if (!isFields(value)) refuseInput(place, 'Input should be an object');
  return value;
}

/** An object, or `undefined` if it is absent or null. @throws RequestError */
export function readObject(source: Fields, key: string, place?: Place): Fields | undefined {
  const value = source[key];
  return value === undefined || value === null ? undefined : asObject(value, below(place, key));
}

/** A list, or `undefined` if it is absent or null. @throws RequestError */
export function readItems(source: Fields, key: string, place?: Place): readonly unknown[] | undefined {
  const value = source[key];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) refuseInput(below(place, key), 'Input should be a valid list');
  return value as readonly unknown[];
}

/** A string, or `undefined` if it is absent or null. @throws RequestError */
export function readString(source: Fields, key: string, place?: Place): string | undefined {
  const value = source[key];
  return value === undefined || value === null ? undefined : asString(value, below(place, key));
}

/** A string that must be there. @throws RequestError */
export function requireString(source: Fields, key: string, place?: Place): string {
  const value = source[key];
  if (value === undefined) refuseMissing(below(place, key));
  return asString(value, below(place, key));
}

/** A string. @throws RequestError if the value is anything else */
export function asString(value: unknown, place: Place): string {
  if (typeof value !== 'string') refuseInput(place, 'Input should be a valid string');
  return value;
}

/** A boolean, or `undefined` if it is absent or null. @throws RequestError */
export function readFlag(source: Fields, key: string, place?: Place): boolean | undefined {
  const value = source[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') refuseInput(below(place, key), 'Input should be a valid boolean');
  return value;
}

/** A number within inclusive bounds, or `undefined` if it is absent or null. @throws RequestError */
export function readNumber(
  source: Fields,
  key: string,
  [min, max]: readonly [min: number, max: number],
  place?: Place,
): number | undefined {
  const value = source[key];
  if (value === undefined || value === null) return undefined;
  const at = below(place, key);
  if (typeof value !== 'number') refuseInput(at, 'Input should be a valid number');
  checkBounds(value, min, max, at);
  return value;
}

/** A whole number within inclusive bounds, or `undefined` if it is absent or null. @throws RequestError */
export function readWhole(
  source: Fields,
  key: string,
  [min, max]: readonly [min: number, max: number],
  place?: Place,
): number | undefined {
  const value = source[key];
  if (value === undefined || value === null) return undefined;
  const at = below(place, key);
  if (typeof value !== 'number' || !Number.isInteger(value))
    refuseInput(at, 'Input should be a valid integer');
  checkBounds(value, min, max, at);
  return value;
}

/** One of the accepted strings, or `undefined` if it is absent or null. @throws RequestError */
export function readOneOf<T extends string>(
  source: Fields,
  key: string,
  accepted: readonly T[],
  place?: Place,
): T | undefined {
  const value = source[key];
  if (value === undefined || value === null) return undefined;
  if (!(accepted as readonly unknown[]).includes(value)) {
    refuseInput(below(place, key), `Input should be ${enumerate(accepted)}`);
  }
  return value as T;
}

/** One of the accepted strings, which must be there. @throws RequestError */
export function requireOneOf<T extends string>(
  source: Fields,
  key: string,
  accepted: readonly T[],
  place?: Place,
): T {
  return readOneOf(source, key, accepted, place) ?? refuseMissing(below(place, key));
}

/**
 * The member `type` of an object that may be of several kinds.
 * @throws RequestError if it is missing or none of them
 */
export function readTag<T extends string>(source: Fields, accepted: readonly T[], place: Place): T {
  const tag = source['type'];
  if (tag === undefined) refuseMissing(below(place, 'type'));
  if (!(accepted as readonly unknown[]).includes(tag)) {
    const found = typeof tag === 'string' ? tag : JSON.stringify(tag);
    const expected = accepted.map((name) => `'${name}'`).join(', ');
    refuseInput(
      place,
      `Input tag '${found}' found using 'type' does not match any of the expected tags: ${expected}`,
    );
  }
  return tag as T;
}

/** `'a'`, `'a' or 'b'`, `'a', 'b' or 'c'`. */
function enumerate(values: readonly string[]): string {
  const quoted = values.map((value) => `'${value}'`);
  const last = quoted[quoted.length - 1] ?? '';
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(', ')} or ${last}`;
}

/** Refuses a number outside inclusive bounds. @throws RequestError */
export function checkBounds(value: number, min: number, max: number, place: Place): void {
  if (value < min) refuseInput(place, `Input should be greater than or equal to ${min}`);
  if (value > max) refuseInput(place, `Input should be less than or equal to ${max}`);
}
