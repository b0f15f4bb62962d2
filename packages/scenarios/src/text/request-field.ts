import type { Facts } from '../match/facts.js';

/** Whether `${name}` stands for a field of the request. */
export function isFieldName(name: string): boolean {
  return /^(?:user|system|model|turn|attempt|tool_result(?:\.[^.]+)*|header\.[\w-]+|metadata\..+)$/.test(
    name,
  );
}

/** What a field of the request has; empty if it has nothing. */
export function fieldOf(name: string, facts: Facts): string {
  const dot = name.indexOf('.');
  const rest = dot === -1 ? '' : name.slice(dot + 1);
  switch (dot === -1 ? name : name.slice(0, dot)) {
    case 'user':
      return facts.user ?? '';
    case 'system':
      return facts.system;
    case 'model':
      return facts.model;
    case 'turn':
      return String(facts.runs.length + 1);
    case 'attempt':
      return String(facts.attempt + 1);
    case 'header':
      return headerOf(facts, rest) ?? '';
    case 'metadata':
      return facts.metadata[rest] ?? '';
    default: {
      const text = facts.results.at(-1)?.text ?? '';
      return rest === '' ? text : within(text, rest.split('.'));
    }
  }
}

/** A header of the request, whatever the case of its name; several values are put together. */
export function headerOf(facts: Facts, name: string): string | undefined {
  const value = facts.headers[name.toLowerCase()];
  return value === undefined || typeof value === 'string' ? value : value.join(', ');
}

/** The value at a path in a text of JSON; empty if there is none. */
function within(text: string, path: readonly string[]): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return '';
  }
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return '';
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
