import { below, checkBounds, refuseInput } from './input-reader.js';

/** One page of a list as Anthropic answers it. */
export interface ListPage<T> {
  readonly data: readonly T[];
  readonly has_more: boolean;
  readonly first_id: string | null;
  readonly last_id: string | null;
}

const mostItems = 1000;
const usualItems = 20;

/**
 * Cuts a page of a list: `limit` (1–1000, 20), and `after_id` or `before_id`.
 * @throws RequestError if one of these is wrong
 */
export function pageOf<T extends { readonly id: string }>(
  items: readonly T[],
  query: Readonly<Record<string, string>>,
): ListPage<T> {
  const limit = readLimit(query['limit']);
  const after = indexOf(items, query['after_id'], 'after_id');
  const before = indexOf(items, query['before_id'], 'before_id');
  const from = after === undefined ? (before === undefined ? 0 : Math.max(0, before - limit)) : after + 1;
  const to = Math.min(before ?? items.length, from + limit);
  const data = items.slice(from, to);
  return {
    data,
    has_more: before !== undefined && after === undefined ? from > 0 : to < items.length,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
  };
}

function indexOf(
  items: readonly { readonly id: string }[],
  id: string | undefined,
  name: string,
): number | undefined {
  if (id === undefined) return undefined;
  const index = items.findIndex((item) => item.id === id);
  if (index >= 0) return index;
  refuseInput(below(undefined, name), `no item has the id ${id.slice(0, 128)}`);
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return usualItems;
  const limit = Number(text);
  const place = below(undefined, 'limit');
  if (text.trim() === '' || !Number.isInteger(limit)) {
    refuseInput(place, 'Input should be a valid integer, unable to parse string as an integer');
  }
  checkBounds(limit, 1, mostItems, place);
  return limit;
}
