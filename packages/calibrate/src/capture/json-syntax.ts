const token =
  /[ \t\r\n]*(?:([{}[\]:,])|("(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)))/y;

/** What may come next: a value, a key, what stands between them, or nothing more. */
type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | 'comma' | 'end';

/**
 * Where a text stops being a document of JSON. Engines word this differently, and not always with a position.
 * @param text - not valid JSON
 * @returns the offset of what does not belong there; the length of the text if it is only cut off
 */
export function jsonSyntaxError(text: string): number {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = 0;
  for (;;) {
    token.lastIndex = at;
    const match = token.exec(text);
    const begin = at + (/^[ \t\r\n]*/.exec(text.slice(at, at + 1000))?.[0].length ?? 0);
    if (match === null) return isCutOff(text, begin) ? text.length : begin;
    const next = follow(expected, open, match[1], match[2] !== undefined);
    if (next === undefined) return begin;
    expected = next;
    at = token.lastIndex;
  }
}

/** What is expected after a token; `undefined`: it does not belong there. */
function follow(
  expected: Expected,
  open: ('{' | '[')[],
  sign: string | undefined,
  isText: boolean,
): Expected | undefined {
  const after = (): Expected => (open.length === 0 ? 'end' : 'comma');
  if (expected === 'key' || expected === 'key or }') {
    if (isText) return ':';
    return expected === 'key or }' && sign === '}' && open.pop() !== undefined ? after() : undefined;
  }
  if (expected === ':') return sign === ':' ? 'value' : undefined;
  if (expected === 'comma') {
    if (sign === ',') return open.at(-1) === '{' ? 'key' : 'value';
    return sign === (open.at(-1) === '{' ? '}' : ']') && open.pop() !== undefined ? after() : undefined;
  }
  if (expected === 'end') return undefined;
  if (sign === '{' || sign === '[') {
    open.push(sign);
    return sign === '{' ? 'key or }' : 'value or ]';
  }
  if (sign === ']') return expected === 'value or ]' && open.pop() !== undefined ? after() : undefined;
  return sign === undefined ? after() : undefined;
}

/** Whether what begins here could go on to be a token. */
function isCutOff(text: string, begin: number): boolean {
  const rest = text.slice(begin, begin + 20);
  if (rest === '' || (rest.startsWith('"') && /^"(?:[^"\\\n]|\\.)*\\?$/.test(text.slice(begin)))) return true;
  return /^(?:-?\d*(?:\.\d*)?(?:[eE][+-]?\d*)?|t(?:r(?:u)?)?|f(?:a(?:l(?:s)?)?)?|n(?:u(?:l)?)?)$/.test(
    rest.trimEnd(),
  );
}
