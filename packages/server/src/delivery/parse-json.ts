import { RequestError } from '@llmsim/core';
import { deepestNesting, isNestedTooDeeply } from './nesting.js';

/** A text up to this length is parsed at once: that takes a millisecond or two at most. UTF-16 units. */
export const longestAtOnce = 65_536;

/** A step ends after so many values, or so many UTF-16 units of text: half a millisecond, about. */
const valuesInStep = 1000;
const unitsInStep = 131_072;

/**
 * Parses a JSON text that clients sent.
 * @throws RequestError of kind `invalid-request`: it is not JSON, or nested more than 200 levels deep
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw notJson();
  }
  if (isNestedTooDeeply(value, text.length)) throw tooDeep();
  return value;
}

/**
 * As `parseJson`, in steps: the platform's parser would hold the event loop for half a second over 32 MB.
 * @returns the value, and only if there is no error: nothing is left of a text that is wrong
 */
export function* parseJsonInSteps(text: string): Generator<undefined, unknown, undefined> {
  const stack: (unknown[] | Record<string, unknown>)[] = [];
  const keys: string[] = [];
  let at = skipSpace(text, 0);
  let values = 0;
  let units = 0;

  for (;;) {
    // A value begins here.
    let value: unknown;
    let isOpen = false;
    switch (text.charCodeAt(at)) {
      case openBrace:
      case openBracket: {
        const isObject = text.charCodeAt(at) === openBrace;
        value = isObject ? {} : [];
        at = skipSpace(text, at + 1);
        if (text.charCodeAt(at) === (isObject ? closeBrace : closeBracket)) at += 1;
        else isOpen = true;
        if (stack.length + 1 > deepestNesting) throw tooDeep();
        break;
      }
      case quote: {
        const end = yield* endOfString(text, at);
        value = yield* parseString(text, at, end);
        if (end - at <= unitsInStep) units += end - at;
        at = end;
        break;
      }
      default: {
        scalar.lastIndex = at;
        const [found] = scalar.exec(text) ?? [];
        if (found === undefined) throw notJson();
        value = JSON.parse(found);
        at += found.length;
      }
    }
    values += 1;
    if (values >= valuesInStep || units >= unitsInStep) {
      values = 0;
      units = 0;
      yield;
    }
    if (isOpen) {
      stack.push(value as unknown[] | Record<string, unknown>);
      if (!Array.isArray(value)) at = yield* readKey();
      continue;
    }

    // A value has ended here, and perhaps with it those that it is in.
    for (;;) {
      at = skipSpace(text, at);
      const holder = stack.at(-1);
      if (holder === undefined) {
        if (at < text.length) throw notJson();
        return value;
      }
      const isArray = Array.isArray(holder);
      if (isArray) holder.push(value);
      else setMember(holder, keys.pop() as string, value);
      const next = text.charCodeAt(at);
      if (next === comma) {
        at = skipSpace(text, at + 1);
        if (!isArray) at = yield* readKey();
        break;
      }
      if (next !== (isArray ? closeBracket : closeBrace)) throw notJson();
      at += 1;
      value = stack.pop();
    }
  }

  /** Reads `"key":`. @returns where its value begins */
  function* readKey(): Generator<undefined, number, undefined> {
    if (text.charCodeAt(at) !== quote) throw notJson();
    const end = yield* endOfString(text, at);
    units += end - at;
    keys.push(parseScalar(text.slice(at, end)) as string);
    const colonAt = skipSpace(text, end);
    if (text.charCodeAt(colonAt) !== colon) throw notJson();
    return skipSpace(text, colonAt + 1);
  }
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

function skipSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const unit = text.charCodeAt(at);
    if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return at;
    at += 1;
  }
}

/** Where the string ends that begins at a quotation mark: behind the closing one. */
function* endOfString(text: string, start: number): Generator<undefined, number, undefined> {
  let from = start + 1;
  for (let looked = 1; ; looked += 1) {
    const end = text.indexOf('"', from);
    if (end === -1) throw notJson();
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === backslash) backslashes += 1;
    if (backslashes % 2 === 0) return end + 1;
    from = end + 1;
    if (looked % valuesInStep === 0) yield;
  }
}

function parseScalar(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw notJson();
  }
}

/** A long string is parsed in pieces that do not end inside an escape. */
function* parseString(text: string, start: number, end: number): Generator<undefined, unknown, undefined> {
  if (end - start <= unitsInStep) return parseScalar(text.slice(start, end));
  let value = '';
  let from = start + 1;
  while (from < end - 1) {
    const to = from + unitsInStep >= end - 1 ? end - 1 : outsideEscape(text, from, from + unitsInStep);
    value += parseScalar(`"${text.slice(from, to)}"`) as string;
    from = to;
    yield;
  }
  return value;
}

/** A place at or before `to` where no escape is under way. The longest has six units: `\u0041`. */
function outsideEscape(text: string, from: number, to: number): number {
  const last = text.lastIndexOf('\\', to - 1);
  if (last < from || to - last > 5) return to;
  // Of several backslashes in a row, each second one is escaped by the one before it.
  let first = last;
  while (first > from && text.charCodeAt(first - 1) === backslash) first -= 1;
  const beginsEscape = (last - first) % 2 === 0;
  return beginsEscape && to - last <= 5 ? last : to;
}

/** As JSON has it: `__proto__` is a name like any other. */
function setMember(holder: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') holder[key] = value;
  else Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
}

function notJson(): RequestError {
  return new RequestError({ kind: 'invalid-request' });
}

function tooDeep(): RequestError {
  const message = `The JSON body is nested more than ${deepestNesting} levels deep.`;
  return new RequestError({ kind: 'invalid-request', message });
}
