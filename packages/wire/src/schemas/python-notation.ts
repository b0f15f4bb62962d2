/** Texts and lists longer than this are cut: a message is to be read. In UTF-16 units. */
const longest = 1_000;

/** A JSON value as Python writes it, as in the service's messages: `None`, `True`, `{'type': 'object'}`. */
export function pythonOf(value: unknown): string {
  const text = write(value, 0);
  return text.length > longest ? `${text.slice(0, longest)}...` : text;
}

function write(value: unknown, depth: number): string {
  if (depth > 20) return '...';
  switch (typeof value) {
    case 'string':
      return quote(value.length > longest ? value.slice(0, longest) : value);
    case 'boolean':
      return value ? 'True' : 'False';
    case 'object': {
      if (value === null) return 'None';
      if (Array.isArray(value))
        return `[${value
          .slice(0, 100)
          .map((item) => write(item, depth + 1))
          .join(', ')}]`;
      const entries = Object.entries(value).slice(0, 100);
      return `{${entries.map(([name, inner]) => `${quote(name)}: ${write(inner, depth + 1)}`).join(', ')}}`;
    }
    default:
      return String(value);
  }
}

/** Keys as a Python tuple: `('properties', 'a')`. */
export function tupleOf(keys: readonly string[]): string {
  return `(${keys.map(quote).join(', ')}${keys.length === 1 ? ',' : ''})`;
}

/** A text as Python writes it. */
export function quote(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return escaped.includes("'") && !escaped.includes('"')
    ? `"${escaped}"`
    : `'${escaped.replaceAll("'", "\\'")}'`;
}
