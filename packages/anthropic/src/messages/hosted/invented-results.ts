import { composeSentences, createSeededRandom, deriveSeed, drawBase62, english } from '@llmsim/core';
import type { Random } from '@llmsim/core';
import type { Fields } from '@llmsim/wire';

/** Whatever depends on what was asked alone is drawn from this: the same call has the same result. */
export function randomOfCall(name: string, input: Fields): Random {
  return createSeededRandom(deriveSeed('hosted-tool', name, JSON.stringify(input)));
}

/** Some sentences of so many tokens. */
export function invent(random: Random, tokens: number): string {
  return composeSentences(english, tokens, random).join('').trim();
}

/** A source that a search found. Nothing was looked up. */
export interface FoundSource {
  readonly title: string;
  readonly url: string;
  readonly text: string;
}

const sourcesFound = 3;

/** What a search of the web found, at a host that is reserved for examples. */
export function findSources(query: string): readonly FoundSource[] {
  const random = randomOfCall('web_search', { query });
  return Array.from({ length: sourcesFound }, () => {
    const title = invent(random, 6).replace(/\.$/, '');
    const slug = title.toLowerCase().replaceAll(/[^a-z]+/g, '-');
    return { title, url: `https://example.com/${slug}`, text: invent(random, 24) };
  });
}

/** What only the service can read: letters and digits. */
export function encrypt(text: string, length: number): string {
  return drawBase62(createSeededRandom(deriveSeed('encrypted', text)), length);
}
