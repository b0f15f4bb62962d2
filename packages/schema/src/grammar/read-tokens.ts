import { GrammarError } from './grammar-error.js';

/** A piece of a grammar. `line` is its line, from 1; a token of type `line` is the end of one. */
export interface LarkToken {
  readonly type: 'name' | 'text' | 'pattern' | 'number' | 'symbol' | 'directive' | 'line' | 'end';
  /** Of a text what it stands for, of a pattern what is between the slashes. */
  readonly text: string;
  readonly line: number;
}

const space = /[ \t\r\f]+|\/\/[^\n]*|#[^\n]*/y;
const lineEnd = /\n/y;
const tokenTypes: readonly (readonly [LarkToken['type'], RegExp])[] = [
  ['directive', /%[a-z]+/y],
  ['name', /_?[A-Za-z][A-Za-z0-9_]*/y],
  ['number', /[0-9]+/y],
  ['text', /"(?:[^"\\\n]|\\.)*"i?/y],
  ['pattern', /\/(?:[^/\\\n]|\\.)+\/[imslux]*/y],
  ['symbol', /->|\.\.|[:|()[\]{}?*+~,.!]/y],
];

/** @throws GrammarError for a character that no token begins with */
export function readTokens(source: string): readonly LarkToken[] {
  const tokens: LarkToken[] = [];
  let at = 0;
  let line = 1;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  while (at < source.length) {
    const skipped = match(space);
    if (skipped !== undefined) {
      at += skipped.length;
      continue;
    }
    if (match(lineEnd) !== undefined) {
      tokens.push({ type: 'line', text: '', line });
      at += 1;
      line += 1;
      continue;
    }
    const [type, text] = readToken(match);
    if (type === undefined) {
      throw new GrammarError(
        `line ${line}: unexpected character '${String.fromCodePoint(source.codePointAt(at) ?? 0)}'`,
      );
    }
    tokens.push({ type, text: meaningOf(type, text, line), line });
    at += text.length;
  }
  tokens.push({ type: 'end', text: '', line });
  return tokens;
}

function readToken(
  match: (pattern: RegExp) => string | undefined,
): readonly [LarkToken['type'], string] | readonly [undefined, string] {
  for (const [type, pattern] of tokenTypes) {
    const text = match(pattern);
    if (text !== undefined) return [type, text];
  }
  return [undefined, ''];
}

function meaningOf(type: LarkToken['type'], text: string, line: number): string {
  if (type === 'pattern') {
    const end = text.lastIndexOf('/');
    return text.slice(1, end).replaceAll('\\/', '/');
  }
  if (type !== 'text') return text;
  const quoted = text.endsWith('i') ? text.slice(0, -1) : text;
  try {
    return JSON.parse(quoted.replaceAll("\\'", "'")) as string;
  } catch {
    throw new GrammarError(`line ${line}: the string ${quoted} has an unknown escape`);
  }
}
