import { RequestError } from '@llmsim/core';
import { endOfText, parseText } from './parse-text.js';
import { deepestNesting, isNestedTooDeeply } from './nesting.js';

/** A text up to this length is parsed at once: that takes a millisecond or two at most. Bytes. */
export const longestAtOnce = 65_536;

/** A step ends after so many values, or so many bytes of text or of white space: half a millisecond, about. */
const valuesInStep = 1000;
const bytesInStep = 131_072;

/** No number that means something is longer; the parser of the platform takes more, and needs very long for it. */
const longestNumber = 4096;

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
 * As `parseJson`, in steps and of bytes: the platform's parser would hold the event loop for half a second over 32 MB.
 * @param mostValues - more objects, lists, texts, numbers and the like altogether are refused: the smallest of them take
 * thirty times as much memory as their JSON
 * @returns the value, and only if there is no error: nothing is left of a text that is wrong
 * @throws RequestError as `parseJson`, and of kind `payload-too-large`: it has too many values
 */
export function* parseJsonInSteps(
  bytes: Buffer,
  mostValues: number,
): Generator<undefined, unknown, undefined> {
  const stack: (unknown[] | Record<string, unknown>)[] = [];
  const keys: string[] = [];
  let at = yield* skipSpace(bytes, 0);
  let values = 0;
  let valuesBefore = 0;
  let units = 0;

  for (;;) {
    // A value begins here.
    let value: unknown;
    let isOpen = false;
    switch (bytes[at]) {
      case openBrace:
      case openBracket: {
        const isObject = bytes[at] === openBrace;
        value = isObject ? {} : [];
        at += 1;
        if (isSpace(bytes[at])) at = yield* skipSpace(bytes, at);
        if (bytes[at] === (isObject ? closeBrace : closeBracket)) at += 1;
        else isOpen = true;
        if (stack.length + 1 > deepestNesting) throw tooDeep();
        break;
      }
      case quote:
        value = yield* readText();
        break;
      default: {
        const end = endOfScalar(bytes, at);
        value = parseScalar(bytes.toString('latin1', at, end));
        at = end;
      }
    }
    values += 1;
    if (values > mostValues) throw tooManyValues(mostValues);
    if (values - valuesBefore >= valuesInStep || units >= bytesInStep) {
      valuesBefore = values;
      units = 0;
      yield;
    }
    if (isOpen) {
      stack.push(value as unknown[] | Record<string, unknown>);
      if (!Array.isArray(value)) yield* readKey();
      continue;
    }

    // A value has ended here, and perhaps with it those that it is in.
    for (;;) {
      if (isSpace(bytes[at])) at = yield* skipSpace(bytes, at);
      const holder = stack.at(-1);
      if (holder === undefined) {
        if (at < bytes.length) throw notJson();
        return value;
      }
      const isArray = Array.isArray(holder);
      if (isArray) holder.push(value);
      else setMember(holder, keys.pop() as string, value);
      const next = bytes[at];
      at += 1;
      if (next === comma) {
        if (isSpace(bytes[at])) at = yield* skipSpace(bytes, at);
        if (!isArray) yield* readKey();
        break;
      }
      if (next !== (isArray ? closeBracket : closeBrace)) throw notJson();
      value = stack.pop();
    }
  }

  /** Reads `"key":`, up to where its value begins. */
  function* readKey(): Generator<undefined, void, undefined> {
    if (bytes[at] !== quote) throw notJson();
    keys.push(yield* readText());
    if (isSpace(bytes[at])) at = yield* skipSpace(bytes, at);
    if (bytes[at] !== colon) throw notJson();
    at += 1;
    if (isSpace(bytes[at])) at = yield* skipSpace(bytes, at);
  }

  function* readText(): Generator<undefined, string, undefined> {
    const end = yield* endOfText(bytes, at);
    const isLong = end - at > bytesInStep;
    // A long one has steps of its own.
    const text = isLong
      ? yield* parseText(bytes, at, end, bytesInStep)
      : parseScalar(bytes.toString('utf8', at, end));
    if (!isLong) units += end - at;
    at = end;
    return text as string;
  }
}

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function* skipSpace(bytes: Buffer, from: number): Generator<undefined, number, undefined> {
  let at = from;
  while (isSpace(bytes[at])) {
    at += 1;
    if ((at - from) % bytesInStep === 0) yield;
  }
  return at;
}

/** Where a number, `true`, `false` or `null` ends, if it is one. */
function endOfScalar(bytes: Buffer, from: number): number {
  let at = from;
  for (let byte = bytes[at]; isOfScalar(byte) && at - from <= longestNumber; byte = bytes[at]) at += 1;
  return at;
}

function isOfScalar(byte = 0): boolean {
  const isDigit = byte >= 0x30 && byte <= 0x39;
  const isLetter = (byte >= 0x61 && byte <= 0x7a) || byte === 0x45;
  return isDigit || isLetter || byte === 0x2b || byte === 0x2d || byte === 0x2e;
}

function parseScalar(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw notJson();
  }
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

function tooManyValues(limit: number): RequestError {
  const message = `The JSON body has more than ${limit} values: objects, lists, texts, numbers and the like, at all levels (server.value_limit).`;
  return new RequestError({ kind: 'payload-too-large', message });
}
