import { createHash } from 'node:crypto';
import type { RequestContext } from '@llmsim/core';
import { readApiKey } from './api-key.js';

/** What distinguishes tenants: the API key that a request carries, or nothing. */
export type TenantRule = 'key' | 'none';

/** Whose request it is, by its headers; `undefined` for one without a key. */
export type TenantOf = (headers: RequestContext['headers']) => string | undefined;

/** Digits of a digest that stand for a key: 128 bits, which nobody finds a second key for. */
const digits = 32;

/**
 * A tenant's name says nothing of its key and is always as short, so it may be kept with what the tenant stores.
 */
export function createTenantOf(rule: TenantRule): TenantOf {
  if (rule === 'none') return () => undefined;
  // Requests of one tenant often follow each other.
  let lastKey = '';
  let lastTenant: string | undefined;
  return (headers) => {
    const key = readApiKey(headers);
    if (key !== lastKey) {
      lastKey = key;
      lastTenant = key === '' ? undefined : createHash('sha256').update(key).digest('hex').slice(0, digits);
    }
    return lastTenant;
  };
}
