/** How many characters a part of an expression takes, at least and at most. */
interface Width {
  readonly least: number;
  readonly most: number;
}

const nothing: Width = { least: 0, most: 0 };
const oneCharacter: Width = { least: 1, most: 1 };

/** Groups nested deeper than this are taken without a look. */
const deepest = 200;

class NotCompilable extends Error {}
class TooDeep extends Error {}

/**
 * Whether Python's `re` compiles an expression, by the rules of its parser (CPython 3.12, Lib/re/_parser.py). The
 * service takes a `pattern` that it does, and calls any other "not a 'regex'".
 */
export function compilesInPython(source: string): boolean {
  try {
    readExpression(Array.from(source));
    return true;
  } catch (error) {
    if (error instanceof TooDeep) return true;
    if (error instanceof NotCompilable) return false;
    throw error;
  }
}

function readExpression(characters: readonly string[]): void {
  let position = 0;
  let groups = 0;
  let openGroups = new Set<number>();
  const names = new Map<string, number>();

  const peek = (ahead = 0) => characters[position + ahead];
  const fail = (): never => {
    throw new NotCompilable();
  };
  const takeIf = (text: string) => {
    for (let i = 0; i < text.length; i += 1) if (peek(i) !== text[i]) return false;
    position += text.length;
    return true;
  };
  const takeUntil = (end: string) => {
    const at = characters.indexOf(end, position);
    if (at === -1) fail();
    const text = characters.slice(position, at).join('');
    position = at + 1;
    return text;
  };

  function readEither(depth: number): Width {
    if (depth > deepest) throw new TooDeep();
    let { least, most } = readSequence(depth);
    while (takeIf('|')) {
      const branch = readSequence(depth);
      least = Math.min(least, branch.least);
      most = Math.max(most, branch.most);
    }
    return { least, most };
  }

  function readSequence(depth: number): Width {
    let least = 0;
    let most = 0;
    for (let next = peek(); next !== undefined && next !== '|' && next !== ')'; next = peek()) {
      const atom = readAtom(depth);
      const counts = readCounts();
      // Nothing to repeat: at the beginning, and after a flag, a comment, `^`, `$` or `\b`.
      if (counts !== undefined && atom === undefined) fail();
      if (counts !== undefined && !takeIf('?')) takeIf('+');
      if (counts !== undefined && readCounts() !== undefined) fail();
      const [fewest, mostOften] = counts ?? [1, 1];
      least += (atom ?? nothing).least * fewest;
      most += mostOften === 0 || atom === undefined || atom.most === 0 ? 0 : atom.most * mostOften;
    }
    return { least, most };
  }

  function readCounts(): readonly [number, number] | undefined {
    if (takeIf('*')) return [0, Infinity];
    if (takeIf('+')) return [1, Infinity];
    if (takeIf('?')) return [0, 1];
    if (peek() !== '{') return undefined;
    const end = characters.indexOf('}', position);
    const text = end === -1 || end - position > 30 ? '' : characters.slice(position + 1, end).join('');
    const match = /^(?:(\d+)|(\d*),(\d*))$/.exec(text);
    if (match === null || text === ',') return undefined;
    position = end + 1;
    const least = Number(match[1] ?? match[2] ?? 0);
    const most = match[1] !== undefined ? least : match[3] === '' ? Infinity : Number(match[3]);
    return most < least ? fail() : [least, most];
  }

  /** Its width; `undefined` for what cannot be repeated. */
  function readAtom(depth: number): Width | undefined {
    if (readCounts() !== undefined) fail();
    const character = peek() as string;
    position += 1;
    switch (character) {
      case '^':
      case '$':
        return undefined;
      case '[':
        readClass();
        return oneCharacter;
      case '(':
        return readGroup(depth);
      case '\\':
        return readEscape();
      default:
        return oneCharacter;
    }
  }

  function readGroup(depth: number): Width | undefined {
    const begin = position - 1;
    if (!takeIf('?')) return readCapture(depth, undefined);
    if (takeIf('P')) {
      if (takeIf('<')) return readCapture(depth, takeUntil('>'));
      if (!takeIf('=') || !names.has(takeUntil(')'))) fail();
      return { least: 0, most: Infinity };
    }
    if (takeIf('#')) {
      takeUntil(')');
      return undefined;
    }
    if (takeIf('(')) {
      const name = takeUntil(')');
      if (!/^\d+$/.test(name) && !names.has(name)) fail();
      const width = readRest(depth);
      return { least: 0, most: width.most };
    }
    if (takeIf('<=') || takeIf('<!')) {
      const width = readRest(depth);
      if (width.least !== width.most) fail();
      return nothing;
    }
    if (takeIf('=') || takeIf('!')) {
      readRest(depth);
      return nothing;
    }
    if (takeIf(':') || takeIf('>')) return readRest(depth);
    const flags = /^([aimsux]*)(?:-([imsx]+))?([:)])/.exec(
      characters.slice(position, position + 20).join(''),
    );
    if (flags === null || (flags[1] === '' && flags[2] === undefined)) return fail();
    position += flags[0].length;
    if (flags[3] === ':') return readRest(depth);
    // Flags for the whole stand at its beginning.
    return begin === 0 && flags[2] === undefined ? undefined : fail();
  }

  function readRest(depth: number): Width {
    const width = readEither(depth + 1);
    if (!takeIf(')')) fail();
    return width;
  }

  function readCapture(depth: number, name: string | undefined): Width {
    groups += 1;
    const number = groups;
    if (name !== undefined) {
      if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) || names.has(name)) fail();
      names.set(name, number);
    }
    openGroups = new Set([...openGroups, number]);
    const width = readRest(depth);
    openGroups.delete(number);
    return width;
  }

  function readEscape(): Width | undefined {
    const letter = peek();
    if (letter === undefined) return fail();
    if ('AbBZ'.includes(letter)) {
      position += 1;
      return undefined;
    }
    if (/[1-9]/.test(letter)) {
      const [digits = ''] = /^\d{1,3}/.exec(characters.slice(position, position + 3).join('')) ?? [];
      const isOctal = /^[0-3][0-7]{2}$/.test(digits);
      const group = isOctal ? digits : digits.slice(0, 2);
      position += group.length;
      if (!isOctal && (Number(group) > groups || openGroups.has(Number(group)))) fail();
      return isOctal ? oneCharacter : { least: 0, most: Infinity };
    }
    readCharacterEscape();
    return oneCharacter;
  }

  /** What may follow a backslash both inside and outside of a class. Whether it stands for several characters. */
  function readCharacterEscape(): number | 'several' {
    const letter = peek();
    if (letter === undefined) return fail();
    position += 1;
    if ('dDsSwW'.includes(letter)) return 'several';
    if (letter === 'x') return readHex(2);
    if (letter === 'u') return readHex(4);
    if (letter === 'U') return readHex(8);
    if (letter === 'N') {
      if (!takeIf('{')) fail();
      takeUntil('}');
      return 0;
    }
    if (letter === '0') {
      while (/[0-7]/.test(peek() ?? '')) position += 1;
      return 0;
    }
    // A letter that means nothing is an error; any other character stands for itself.
    if (/[a-zA-Z]/.test(letter) && !'abfnrtv'.includes(letter)) fail();
    return letter.codePointAt(0) as number;
  }

  function readHex(length: number): number {
    const digits = characters.slice(position, position + length).join('');
    if (digits.length !== length || !/^[\da-fA-F]+$/.test(digits)) fail();
    position += length;
    return parseInt(digits, 16);
  }

  function readClass(): void {
    takeIf('^');
    for (let isFirst = true; isFirst || peek() !== ']'; isFirst = false) {
      const from = readMember();
      if (peek() === '-' && peek(1) !== ']' && peek(1) !== undefined) {
        position += 1;
        const to = readMember();
        if (from === 'several' || to === 'several' || to < from) fail();
      }
    }
    position += 1;
  }

  function readMember(): number | 'several' {
    const character = peek();
    if (character === undefined) return fail();
    position += 1;
    return character === '\\' ? readCharacterEscape() : (character.codePointAt(0) as number);
  }

  readEither(0);
  if (position < characters.length) fail();
}
