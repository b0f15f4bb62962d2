import { RequestError } from '@llmsim/core';
import { checkRange, refuseType, refuseValue } from './request-reader.js';

/** One page of a list as OpenAI answers it. `first_id` and `last_id` are empty when there is nothing. */
export interface ListPage<T> {
  readonly object: 'list';
  readonly data: readonly T[];
  readonly first_id: string;
  readonly last_id: string;
  readonly has_more: boolean;
}

const orders = ['asc', 'desc'];

/**
 * Cuts a page of a list, oldest first: `limit` (1–100, 20), `order` (`asc` or `desc`, `asc`), `after` (an id).
 * @throws RequestError if one of these is wrong
 */
export function pageOf<T extends { readonly id: string }>(
  items: readonly T[],
  query: Readonly<Record<string, string>>,
): ListPage<T> {
  const order = query['order'] ?? 'asc';
  if (!orders.includes(order)) refuseValue(order, 'order', orders);
  const ordered = order === 'desc' ? items.toReversed() : items;
  const start = startOf(ordered, query['after']);
  const limit = readLimit(query['limit']);
  const data = ordered.slice(start, start + limit);
  return {
    object: 'list',
    data,
    first_id: data[0]?.id ?? '',
    last_id: data[data.length - 1]?.id ?? '',
    has_more: start + limit < ordered.length,
  };
}

function startOf(items: readonly { readonly id: string }[], after: string | undefined): number {
  if (after === undefined) return 0;
  const index = items.findIndex(({ id }) => id === after);
  if (index < 0) {
    throw new RequestError({
      kind: 'not-found',
      message: `No item found with id '${after}'.`,
      param: 'after',
    });
  }
  return index + 1;
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return 20;
  const limit = Number(text);
  if (!Number.isInteger(limit)) refuseType(text, 'limit', 'an integer');
  checkRange(limit, 'limit', 'integer', 1, 100);
  return limit;
}
