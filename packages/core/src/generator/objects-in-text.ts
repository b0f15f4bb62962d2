/** An object that was found in a text, and where. */
export interface FoundObject {
  readonly value: Readonly<Record<string, unknown>>;
  readonly from: number;
  readonly to: number;
}

/** How much of a text is searched, and how many braces are tried. */
const longestText = 200_000;
const mostBraces = 200;

/**
 * The objects written in a text as JSON or as Python prints a dictionary, in the order of the text; not those within
 * others. What is neither is passed over.
 */
export function objectsInText(text: string): readonly FoundObject[] {
  const found: FoundObject[] = [];
  const searched = text.slice(0, longestText);
  let left = longestText;
  let from = searched.indexOf('{');
  for (let tried = 0; from !== -1 && tried < mostBraces && left > 0; tried += 1) {
    const to = endOfObject(searched, from);
    left -= (to ?? searched.length) - from;
    const value = to === undefined ? undefined : parseObject(searched.slice(from, to));
    if (value !== undefined && to !== undefined) found.push({ value, from, to });
    from = searched.indexOf('{', value === undefined ? from + 1 : to);
  }
  return found;
}

/** Where the object that begins at a brace ends; `undefined`: it does not. */
function endOfObject(text: string, from: number): number | undefined {
  let depth = 0;
  let quote = '';
  for (let i = from; i < text.length; i += 1) {
    const character = text[i] as string;
    if (quote !== '') {
      if (character === '\\') i += 1;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return i + 1;
    }
  }
  return undefined;
}

function parseObject(source: string): Readonly<Record<string, unknown>> | undefined {
  for (const read of [() => source, () => jsonOfPython(source)]) {
    try {
      return JSON.parse(read()) as Readonly<Record<string, unknown>>;
    } catch {
      // It may be the other notation, or none of them.
    }
  }
  return undefined;
}

const constants: Readonly<Record<string, string>> = { True: 'true', False: 'false', None: 'null' };

/** What Python prints of a dictionary, as JSON. */
function jsonOfPython(source: string): string {
  return source.replace(
    /"(?:[^"\\]|\\.)*"|'((?:[^'\\]|\\.)*)'|\b(?:True|False|None)\b/g,
    (token, inner?: string) => {
      if (inner === undefined) return constants[token] ?? token;
      return `"${inner.replace(/\\'|"/g, (part) => (part === '"' ? '\\"' : "'"))}"`;
    },
  );
}
