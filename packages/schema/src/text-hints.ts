import { wordsOfName, takesProperNames } from './plausible-values.js';

/** How much of the conversation is looked at, in UTF-16 units. */
const readLength = 2_000;

/** Values found in a text of the conversation. Each is handed out once. */
export interface TextHints {
  /** A text for a property of this name and format that `accepts` agrees with. */
  takeText(
    name: string | undefined,
    format: string | undefined,
    accepts: (text: string) => boolean,
  ): string | undefined;
  /** A number that `accepts` agrees with, in the order of the text. */
  takeNumber(accepts: (number: number) => boolean): number | undefined;
  /** Whether the text mentions this word or phrase. */
  mentions(phrase: string): boolean;
}

const noHints: TextHints = { takeText: () => undefined, takeNumber: () => undefined, mentions: () => false };

/**
 * Reads what a model would take over into the arguments of a call: quoted words, proper names, numbers, addresses
 * and dates. "Weather in Paris for 3 days" offers Paris and 3.
 */
export function createTextHints(conversation: string): TextHints {
  const text = conversation.slice(0, readLength).trim();
  if (text === '') return noHints;
  let found: ReturnType<typeof findHints> | undefined;
  const hints = () => (found ??= findHints(text));

  function take<T>(values: T[], accepts: (value: T) => boolean): T | undefined {
    const index = values.findIndex(accepts);
    return index === -1 ? undefined : values.splice(index, 1)[0];
  }

  return {
    takeText(name, format, accepts) {
      const words = new Set(name === undefined ? [] : wordsOfName(name));
      const has = (...wanted: string[]) => wanted.some((word) => words.has(word));
      const { emails, urls, dates, expressions, quoted, names, files } = hints();
      if (format === 'email' || has('email')) return take(emails, accepts);
      if (format === 'uri' || has('url', 'uri', 'link', 'website')) return take(urls, accepts);
      if (format === 'date' || has('date')) return take(dates, accepts);
      if (format !== undefined) return undefined;
      if (has('to', 'cc', 'bcc', 'recipient', 'sender') && emails.length > 0) return take(emails, accepts);
      if (has('file', 'path', 'filename') && files.length > 0) return take(files, accepts);
      if (has('expression', 'formula', 'equation', 'calculation')) return take(expressions, accepts);
      if (has('query', 'question', 'search', 'prompt', 'keywords')) {
        const whole = text.replace(/\s+/g, ' ').slice(0, 200);
        return take(quoted, accepts) ?? (accepts(whole) ? whole : undefined);
      }
      return takesProperNames(name) ? (take(quoted, accepts) ?? take(names, accepts)) : undefined;
    },
    takeNumber: (accepts) => take(hints().numbers, accepts),
    mentions: (phrase) => hints().mentioned.includes(` ${normalise(phrase)} `),
  };
}

function findHints(text: string) {
  const all = (pattern: RegExp) => Array.from(text.matchAll(pattern), (match) => match[1] ?? match[0]);
  return {
    emails: all(/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g),
    urls: all(/https?:\/\/[^\s"'<>)]{1,300}[^\s"'<>).,;:!?]/g),
    dates: all(/\b\d{4}-\d{2}-\d{2}\b/g),
    files: all(
      /(?<![\w@:/.-])(?:[\w-]{1,60}\/){0,8}[\w-]{1,60}(?:\.[\w-]{1,20}){0,2}\.(?:[a-z]{2,5}|[chr])(?![\w@/-]|\.\w)/g,
    ),
    expressions: all(/[-(]{0,4}\d[\d.]{0,20}(?:\s{0,2}[-+*/^%()]{1,3}\s{0,2}\d[\d.]{0,20}\)?){1,20}/g),
    quoted: all(/"([^"\n]{1,80})"/g).concat(
      all(/“([^”\n]{1,80})”/g),
      all(/(?<![\p{L}\d])'([^'\n]{1,80})'(?![\p{L}\d])/gu),
    ),
    names: findNames(text),
    numbers: all(/(?<![\w.,-])-?\d{1,15}(?:\.\d{1,10})?(?![\w-])/g).map(Number),
    mentioned: ` ${normalise(text)} `,
  };
}

/** Runs of capitalised words, but not the first word of a sentence: "Tell Ada Lovelace about San Francisco, CA". */
function findNames(text: string): string[] {
  const names: string[] = [];
  for (const match of text.matchAll(
    /\p{Lu}[\p{L}'’-]{1,30}(?: \p{Lu}[\p{L}'’-]{1,30}){0,3}(?:, \p{Lu}{2}\b)?/gu,
  )) {
    const before = text.slice(0, match.index).trimEnd();
    const startsSentence = before === '' || /[.!?:\n"“([]$/.test(before);
    const name = startsSentence ? match[0].split(' ').slice(1).join(' ') : match[0];
    if (name !== '' && !/^I['’]/.test(name) && !/\p{L}/u.test(text[match.index - 1] ?? ''))
      names.push(name.replace(/['’]s$/, ''));
  }
  return names;
}

function normalise(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();
}
