import type { JsonSchema } from './json-schema.js';

/** Whether a value found in a schema is a schema: an object or a boolean. */
export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'boolean' || isRecord(value);
}

/** Whether a value is an object, not a list and not null. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How many places a search for an `$id` or `$anchor` looks at. */
const searched = 20_000;

/**
 * The schema that a `$ref` within `root` names: `#`, a pointer such as `#/$defs/Item`, an `$anchor`, or an `$id` of
 * the same document. `undefined` if there is none; other documents are never fetched.
 */
export function resolveReference(root: JsonSchema, reference: string): JsonSchema | undefined {
  if (reference === '#' || reference === '') return root;
  if (reference.startsWith('#/')) return followPointer(root, reference.slice(2));
  const hash = reference.indexOf('#');
  if (hash === 0) {
    const name = reference.slice(1);
    return findByKeyword(root, '$anchor', name) ?? findByKeyword(root, '$dynamicAnchor', name);
  }
  const document = findByKeyword(root, '$id', hash === -1 ? reference : reference.slice(0, hash));
  if (document === undefined || hash === -1) return document;
  return resolveReference(document, reference.slice(hash));
}

function followPointer(root: JsonSchema, pointer: string): JsonSchema | undefined {
  let at: unknown = root;
  for (const part of pointer.split('/')) {
    const name = unescapePart(part);
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  return isSchema(at) ? at : undefined;
}

function unescapePart(part: string): string {
  let text = part;
  if (text.includes('%')) {
    try {
      text = decodeURIComponent(text);
    } catch {
      // A stray percent sign is itself.
    }
  }
  return text.includes('~') ? text.replaceAll('~1', '/').replaceAll('~0', '~') : text;
}

function findByKeyword(
  root: JsonSchema,
  keyword: '$id' | '$anchor' | '$dynamicAnchor',
  value: string,
): JsonSchema | undefined {
  const waiting: unknown[] = [root];
  for (let i = 0; i < waiting.length && i < searched; i += 1) {
    const at = waiting[i];
    if (typeof at !== 'object' || at === null) continue;
    if (isRecord(at) && at[keyword] === value) return at;
    for (const inner of Object.values(at))
      if (typeof inner === 'object' && inner !== null) waiting.push(inner);
  }
  return undefined;
}
