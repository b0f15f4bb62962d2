import { createAlphabet } from './alphabet.js';
import { characterSetsOf, createLanguage, type Before } from './language.js';
import { parsePattern, type PatternNode } from './parse-pattern.js';

const characters = ['a', 'b', '-', '1'];

/** Every text of these characters with at most so many of them. */
function textsUpTo(length: number): readonly string[] {
  let last = [''];
  const all = [...last];
  for (let i = 0; i < length; i += 1) {
    last = last.flatMap((text) => characters.map((character) => text + character));
    all.push(...last);
  }
  return all;
}

const texts = textsUpTo(4);

/** Whether the states of the language lead through the text to an end. */
function accepterOf(...sources: readonly string[]): (text: string) => boolean {
  const patterns = sources.map((source) => parsePattern(source) as PatternNode);
  const alphabet = createAlphabet(patterns.flatMap(characterSetsOf));
  const language = createLanguage(patterns, alphabet);
  return (text) => {
    let { start: state } = language;
    let before: Before = 'start';
    for (const character of text) {
      const point = character.codePointAt(0) as number;
      const index = alphabet.classes.findIndex(({ points }) => points.includes(point));
      state = language.step(state, index, before);
      before = alphabet.classes[index]?.isWord === true ? 'word' : 'other';
    }
    return language.mayEnd(state, before);
  };
}

describe('the language of patterns', () => {
  it.each([
    'a',
    '^a$',
    '^$',
    '',
    '^(ab|ba)*$',
    '^(a?b?)*$',
    '^(a*)*$',
    '^a{2,3}$',
    '^(a|b){2}-',
    'a$|^b',
    'b^',
    '^(?=.*1)(?=.*a)',
    '^(?!a)',
    '^(?!.*--)',
    '^(?:(?!ab)[ab])+$',
    '^(?!(?!a)b)',
    'a(?=b)',
    'a(?!b)',
    '\\ba\\b',
    '\\Ba',
    '^\\b',
    '[^a]$',
    '^a+?b*$',
    '^(?:a|(?=b)b-)*$',
    '(?:^a|-)b',
  ])('is what JavaScript matches: %s', (source) => {
    const accepts = accepterOf(source);
    const expression = new RegExp(source);
    for (const text of texts) expect([text, accepts(text)]).toEqual([text, expression.test(text)]);
  });

  it('of several patterns is what all of them match', () => {
    const accepts = accepterOf('^a', '1$', '--');
    for (const text of texts) {
      expect([text, accepts(text)]).toEqual([text, /^a/.test(text) && /1$/.test(text) && /--/.test(text)]);
    }
  });
});
