import { GrammarError } from './grammar-error.js';
import { readTokens, type LarkToken } from './read-tokens.js';

/** What a rule or terminal of a grammar may be. */
export type LarkNode =
  | { readonly type: 'text'; readonly text: string }
  /** A regular expression, without its slashes. */
  | { readonly type: 'pattern'; readonly pattern: string }
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'sequence'; readonly nodes: readonly LarkNode[] }
  | { readonly type: 'either'; readonly branches: readonly LarkNode[] }
  | { readonly type: 'repeat'; readonly node: LarkNode; readonly least: number; readonly most: number };

/** A grammar that was read. */
export interface LarkGrammar {
  readonly definitions: ReadonlyMap<string, LarkNode>;
  /** What may stand between terminals and means nothing. */
  readonly ignored: readonly LarkNode[];
}

/** The terminals of Lark's `common` module, as regular expressions. */
const common: Readonly<Record<string, string>> = {
  CNAME: '[_a-zA-Z][_a-zA-Z0-9]*',
  CR: '\\r',
  DECIMAL: '[0-9]+\\.[0-9]*|\\.[0-9]+',
  DIGIT: '[0-9]',
  ESCAPED_STRING: '"[^"\\\\\\n]*"',
  FLOAT: '[0-9]+\\.[0-9]+',
  HEXDIGIT: '[a-fA-F0-9]',
  INT: '[0-9]+',
  LCASE_LETTER: '[a-z]',
  LETTER: '[a-zA-Z]',
  LF: '\\n',
  NEWLINE: '(\\r?\\n)+',
  NUMBER: '[0-9]+(\\.[0-9]+)?',
  SIGNED_FLOAT: '[+-]?[0-9]+\\.[0-9]+',
  SIGNED_INT: '[+-]?[0-9]+',
  SIGNED_NUMBER: '[+-]?[0-9]+(\\.[0-9]+)?',
  UCASE_LETTER: '[A-Z]',
  WORD: '[a-zA-Z]+',
  WS: '[ \\t\\f\\r\\n]+',
  WS_INLINE: '[ \\t]+',
};

/** Nested deeper than this, a grammar is refused: it is read by recursion. */
const deepest = 200;

/**
 * Reads a grammar in Lark's notation, without templates.
 * @throws GrammarError that says where it is wrong
 */
export function parseLark(source: string): LarkGrammar {
  const definitions = new Map<string, LarkNode>();
  const ignored: LarkNode[] = [];
  const tokens = readTokens(source);
  let at = 0;
  const peek = (): LarkToken => tokens[at] ?? { type: 'end', text: '', line: 0 };
  const next = (): LarkToken => {
    const token = peek();
    at += 1;
    return token;
  };
  const fail = (token: LarkToken, expected: string): never => {
    const found = token.type === 'end' ? 'the end' : token.type === 'line' ? 'a new line' : `'${token.text}'`;
    throw new GrammarError(`line ${token.line}: expected ${expected}, but found ${found}`);
  };
  const accept = (text: string): boolean => {
    if (peek().type !== 'symbol' || peek().text !== text) return false;
    at += 1;
    return true;
  };
  const need = (text: string): void => {
    if (!accept(text)) fail(peek(), `'${text}'`);
  };
  /** Whether the alternatives go on behind the end of a line. */
  const continues = (): boolean => {
    let ahead = at;
    while (tokens[ahead]?.type === 'line') ahead += 1;
    const token = tokens[ahead];
    if (token?.type !== 'symbol' || token.text !== '|') return false;
    at = ahead;
    return true;
  };

  function readEither(depth: number): LarkNode {
    if (depth > deepest) throw new GrammarError(`line ${peek().line}: nested more than ${deepest} deep`);
    const branches = [readSequence(depth)];
    while (continues() && accept('|')) branches.push(readSequence(depth));
    return branches.length === 1 ? (branches[0] as LarkNode) : { type: 'either', branches };
  }

  function readSequence(depth: number): LarkNode {
    const nodes: LarkNode[] = [];
    while (isAtom(peek())) nodes.push(readRepeated(depth));
    if (accept('->') && next().type !== 'name') fail(tokens[at - 1] ?? peek(), 'the name of an alias');
    return nodes.length === 1 ? (nodes[0] as LarkNode) : { type: 'sequence', nodes };
  }

  function readRepeated(depth: number): LarkNode {
    let node = readAtom(depth);
    for (;;) {
      if (accept('?')) node = { type: 'repeat', node, least: 0, most: 1 };
      else if (accept('*')) node = { type: 'repeat', node, least: 0, most: Infinity };
      else if (accept('+')) node = { type: 'repeat', node, least: 1, most: Infinity };
      else if (accept('~')) {
        const least = readCount();
        node = { type: 'repeat', node, least, most: accept('..') ? readCount() : least };
      } else if (accept('{')) {
        const least = readCount();
        const most = accept(',') ? (peek().type === 'number' ? readCount() : Infinity) : least;
        need('}');
        node = { type: 'repeat', node, least, most };
      } else return node;
    }
  }

  function readCount(): number {
    const token = next();
    return token.type === 'number' ? Number(token.text) : fail(token, 'a number');
  }

  function readAtom(depth: number): LarkNode {
    const token = next();
    switch (token.type) {
      case 'name':
        return { type: 'name', name: token.text };
      case 'pattern':
        return { type: 'pattern', pattern: token.text };
      case 'text': {
        if (!accept('..')) return { type: 'text', text: token.text };
        const last = next();
        if (last.type !== 'text') fail(last, 'the last character of a range');
        return rangeOf(token, last);
      }
      default: {
        const isOptional = token.text === '[';
        const node = readEither(depth + 1);
        while (peek().type === 'line') at += 1;
        need(isOptional ? ']' : ')');
        return isOptional ? { type: 'repeat', node, least: 0, most: 1 } : node;
      }
    }
  }

  function readImport(): void {
    if (peek().text !== '(') need('.');
    const names: string[] = [];
    if (accept('(')) {
      do names.push(next().text);
      while (accept(','));
      need(')');
    } else names.push(next().text);
    for (const name of names) {
      const pattern = Object.hasOwn(common, name) ? common[name] : undefined;
      if (pattern === undefined)
        throw new GrammarError(`line ${peek().line}: 'common' has no terminal '${name}'`);
      const alias = names.length === 1 && accept('->') ? next().text : name;
      definitions.set(alias, { type: 'pattern', pattern });
    }
  }

  function readDirective(directive: LarkToken): void {
    switch (directive.text) {
      case '%ignore':
        ignored.push(readEither(0));
        return;
      case '%import': {
        const module = next();
        if (module.text !== 'common') fail(module, "'common', the only module that can be imported,");
        readImport();
        return;
      }
      default:
        throw new GrammarError(`line ${directive.line}: '${directive.text}' is not supported`);
    }
  }

  while (peek().type !== 'end') {
    const token = next();
    if (token.type === 'line') continue;
    if (token.type === 'directive') readDirective(token);
    else {
      const name = token.type === 'symbol' && (token.text === '?' || token.text === '!') ? next() : token;
      if (name.type !== 'name') fail(name, 'the name of a rule or terminal');
      if (accept('.')) readCount();
      need(':');
      if (definitions.has(name.text))
        throw new GrammarError(`line ${name.line}: '${name.text}' is defined twice`);
      definitions.set(name.text, readEither(0));
    }
    if (peek().type !== 'line' && peek().type !== 'end') fail(peek(), 'the end of the line');
  }
  return { definitions, ignored };
}

function isAtom(token: LarkToken): boolean {
  if (token.type === 'symbol') return token.text === '(' || token.text === '[';
  return token.type === 'name' || token.type === 'text' || token.type === 'pattern';
}

function rangeOf(first: LarkToken, last: LarkToken): LarkNode {
  const [from = 0, to = 0] = [first.text.codePointAt(0), last.text.codePointAt(0)];
  if (from > to)
    throw new GrammarError(`line ${first.line}: the range '${first.text}'..'${last.text}' is empty`);
  const escape = (point: number) => `\\u{${point.toString(16)}}`;
  return { type: 'pattern', pattern: `[${escape(from)}-${escape(to)}]` };
}
