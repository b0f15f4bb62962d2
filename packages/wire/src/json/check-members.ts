import { isFields, pathOf, refuse } from './request-reader.js';
import type { Fields, Place } from './request-reader.js';

/** Refuses members that a document does not have, at any level of a body. @throws RequestError */
export type MemberCheck = (body: Fields) => void;

/** What a level of a body may have: members, some with a level of their own; or another level for each kind. */
type Level =
  | { readonly members: ReadonlyMap<string, string | undefined> }
  | { readonly kindAt: string; readonly kinds: ReadonlyMap<string, string> };

/** Bodies are read by recursion; what lies deeper is not looked at. */
const deepest = 32;

/**
 * Makes a check of a table that has one level a line: its name, and its members, each with the name of its level behind
 * a colon if that is not free. `(body)` is the first one. A list is at the level of its items. A line that begins with
 * `@type` says that the member `type` chooses the level, `text=content` that it is `content` for `text`; other kinds are
 * free.
 *
 *     (body): model messages:message
 *     message: role content:part
 *     part: @type text=text image_url=image
 */
export function createMemberCheck(table: string): MemberCheck {
  let levels: ReadonlyMap<string, Level> | undefined;
  return (body) => {
    levels ??= readTable(table);
    check(body, '(body)', undefined, levels, 0);
  };
}

function readTable(table: string): ReadonlyMap<string, Level> {
  const lines = table.split('\n').filter((line) => line !== '');
  return new Map(
    lines.map((line) => {
      const [name = '', ...words] = line.split(' ');
      return [name.slice(0, -1), readLevel(words)];
    }),
  );
}

function readLevel(words: readonly string[]): Level {
  const [first = ''] = words;
  if (!first.startsWith('@')) return { members: new Map(words.map((word) => splitAt(word, ':'))) };
  const kinds = words.slice(1).map((word) => splitAt(word, '='));
  return { kindAt: first.slice(1), kinds: new Map(kinds.map(([kind, level = '']) => [kind, level])) };
}

function splitAt(word: string, divider: string): [string, string | undefined] {
  const at = word.indexOf(divider);
  return at === -1 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

function check(
  value: unknown,
  name: string,
  place: Place | undefined,
  levels: ReadonlyMap<string, Level>,
  depth: number,
): void {
  if (depth > deepest) return;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const item: unknown = value[index];
      if (typeof item === 'object') check(item, name, { parent: place, key: index }, levels, depth + 1);
    }
    return;
  }
  const level = levels.get(name);
  if (level === undefined || !isFields(value)) return;
  if ('kinds' in level) {
    const kind = value[level.kindAt] ?? impliedKind(value, level.kindAt);
    const chosen = typeof kind === 'string' ? level.kinds.get(kind) : undefined;
    if (chosen !== undefined) check(value, chosen, place, levels, depth + 1);
    return;
  }
  for (const key of Object.keys(value)) {
    if (!level.members.has(key)) {
      const path = pathOf(place, key);
      refuse(`Unknown parameter: '${path}'.`, path, 'unknown_parameter');
    }
    const next = level.members.get(key);
    if (next !== undefined && typeof value[key] === 'object') {
      check(value[key], next, { parent: place, key }, levels, depth + 1);
    }
  }
}

/** Messages may leave their type out. */
function impliedKind(value: Fields, kindAt: string): string | undefined {
  return kindAt === 'type' && value['role'] !== undefined ? 'message' : undefined;
}
