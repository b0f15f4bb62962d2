/** Whether an expression looks ahead or behind: `(?=`, `(?!`, `(?<=`, `(?<!`, but not escaped and not in a class. */
export function looksAround(source: string): boolean {
  let inClass = false;
  for (let i = 0; i < source.length; i += 1) {
    const character = source[i];
    if (character === '\\') i += 1;
    else if (inClass) inClass = character !== ']';
    else if (character === '[') inClass = true;
    else if (character === '(' && /^\?<?[=!]/.test(source.slice(i + 1, i + 4))) return true;
  }
  return false;
}
