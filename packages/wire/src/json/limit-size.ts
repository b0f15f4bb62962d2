import { limitItems, refuse } from './request-reader.js';

/** More items than any conversation has, and few enough to be read in some milliseconds. */
const mostItems = 10_000;

/** Members of items that are lists of a client's. */
const lists = ['content', 'tool_calls', 'output', 'summary'];

/**
 * Refuses a conversation of more than 10,000 messages or items, or with more than 10,000 parts and calls in all of them
 * together, before anything of it is read. That limit is llmsim's own: no request may hold up the others.
 * @throws RequestError
 */
export function limitConversation(items: readonly unknown[], path: string): void {
  limitItems(items, path, mostItems);
  let parts = 0;
  for (const item of items) {
    if (typeof item !== 'object' || item === null) continue;
    for (const key of lists) {
      const list = (item as Readonly<Record<string, unknown>>)[key];
      if (Array.isArray(list)) parts += list.length;
    }
  }
  if (parts > mostItems) {
    refuse(
      `Invalid '${path}': too many parts. Expected at most ${mostItems} parts and calls in all of them together, but got ${parts}.`,
      path,
      'array_above_max_length',
    );
  }
}

/** More values than the largest schema that strict mode takes has, twice over. */
const mostSchemaValues = 50_000;

/**
 * Refuses what declares tools or formats with more than 50,000 values, at all levels. Values that fit are made, checked
 * and declared in steps, but a schema is read at once. That limit is llmsim's own.
 * @throws RequestError
 */
export function limitSchemas(value: unknown, path: string): void {
  if (typeof value !== 'object' || value === null) return;
  if (valuesLeft(value, mostSchemaValues) >= 0) return;
  refuse(
    `Invalid '${path}': too many values. llmsim takes schemas and declarations of at most ${mostSchemaValues} values altogether: objects, lists, texts and the like, at all levels.`,
    path,
  );
}

/** How many more values there may be; looks at no more than that. */
function valuesLeft(value: object, allowed: number): number {
  let left = allowed;
  for (const member of Object.values(value) as unknown[]) {
    left -= 1;
    if (typeof member === 'object' && member !== null) left = valuesLeft(member, left);
    if (left < 0) break;
  }
  return left;
}
