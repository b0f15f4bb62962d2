import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { RequestContext } from '@llmsim/core';

type Headers = RequestContext['headers'];

/** The headers that services take a key from, besides `authorization`. */
const plainHeaders = ['x-api-key', 'api-key'] as const;

/** The API key that a request carries: a bearer token, or the value of `x-api-key` or `api-key`; else empty. */
export function readApiKey(headers: Headers): string {
  const { authorization } = headers;
  if (typeof authorization === 'string' && /^bearer /i.test(authorization))
    return authorization.slice(7).trim();
  for (const name of plainHeaders) {
    const value = headers[name];
    if (typeof value === 'string') return value.trim();
  }
  return '';
}

/** The failure mode that a key asks for by its end, `stall` of `sk-fault-stall`; `undefined`: none. */
export function faultOfKey(key: string): string | undefined {
  const at = key.indexOf(faultMark);
  return at <= 0 ? undefined : key.slice(at + faultMark.length);
}

const faultMark = '-fault-';

/**
 * A function that says whether a request carries one of the keys. It compares digests under a secret of this
 * process, and all of them, so how long it takes says nothing about any key.
 */
export function createKeyCheck(keys: readonly string[]): (headers: Headers) => boolean {
  const secret = randomBytes(32);
  const digest = (key: string) => createHmac('sha256', secret).update(key).digest();
  const accepted = keys.map(digest);
  return (headers) => {
    const key = readApiKey(headers);
    const whole = digest(key);
    // A key may ask for a failure mode by its end, and is accepted without it.
    const base = digest(faultOfKey(key) === undefined ? key : key.slice(0, key.indexOf(faultMark)));
    return accepted.reduce(
      (isKnown, known) => timingSafeEqual(known, whole) || timingSafeEqual(known, base) || isKnown,
      false,
    );
  };
}
