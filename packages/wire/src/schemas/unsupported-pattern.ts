/**
 * What of an expression the engine that holds strict replies to their schema does not have: looking ahead or behind
 * (`(?=`, `(?!`, `(?<=`, `(?<!`), or references to groups (`\1`, `(?P=name)`). `undefined`: it has all of it.
 *
 * The first is quoted in reports of 2026; the words for references are modelled on it.
 */
export function unsupportedInStrict(source: string): 'lookaround is' | 'backreferences are' | undefined {
  let inClass = false;
  for (let i = 0; i < source.length; i += 1) {
    const character = source[i];
    if (character === '\\') {
      i += 1;
      if (!inClass && /[1-9]/.test(source[i] ?? '')) return 'backreferences are';
    } else if (inClass) inClass = character !== ']';
    else if (character === '[') inClass = true;
    else if (character === '(') {
      const opening = source.slice(i + 1, i + 4);
      if (/^\?<?[=!]/.test(opening)) return 'lookaround is';
      if (opening === '?P=') return 'backreferences are';
    }
  }
  return undefined;
}
