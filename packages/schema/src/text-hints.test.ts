import { createTextHints } from './text-hints.js';

const anything = () => true;

describe('texts of the conversation', () => {
  it.each<[string, string | undefined, string | undefined, string | undefined]>([
    ["What's the weather in Paris?", 'city', undefined, 'Paris'],
    ['Weather in San Francisco, CA please', 'location', undefined, 'San Francisco, CA'],
    ["And Berlin's weather?", 'city', undefined, 'Berlin'],
    ['Book "The Little Owl" in Lisbon', 'restaurant', undefined, 'The Little Owl'],
    ["Say 'good morning' to them", 'phrase', undefined, 'good morning'],
    ['Tell Ada Lovelace about it', 'name', undefined, 'Ada Lovelace'],
    ['Write to ada@example.org now', 'email', undefined, 'ada@example.org'],
    ['Write to ada@example.org now', 'to', 'email', 'ada@example.org'],
    ['Read https://example.org/a?b=1.', 'url', undefined, 'https://example.org/a?b=1'],
    ['What happens on 2026-12-24?', 'date', undefined, '2026-12-24'],
    ['What happens on 2026-12-24?', 'when', 'date', '2026-12-24'],
    ['Write to ada@example.org now', 'to', undefined, 'ada@example.org'],
    ['Fix the bug in src/app.test.ts, e.g. today', 'file_path', undefined, 'src/app.test.ts'],
    ['Compare v1.2.3 with https://example.org/a.txt', 'path', undefined, undefined],
    ['What is (3 + 4) * 5?', 'expression', undefined, '(3 + 4) * 5'],
    ['who won the cup?', 'query', undefined, 'who won the cup?'],
    ['Search for "tidal power" online', 'search_query', undefined, 'tidal power'],
    ['What is it in Paris?', 'unit', undefined, undefined],
    ['What is it in Paris?', 'city', 'ipv4', undefined],
    ['Paris is nice. London too.', 'city', undefined, undefined],
    ["I think I'm lost", 'name', undefined, undefined],
    ['', 'city', undefined, undefined],
  ])('out of %p for %p (%p): %p', (text, name, format, expected) => {
    expect(createTextHints(text).takeText(name, format, anything)).toBe(expected);
  });

  it('are handed out once, in order', () => {
    const hints = createTextHints('A flight from Berlin to Lisbon');
    const taken = [1, 2, 3].map(() => hints.takeText('city', undefined, anything));
    expect(taken).toEqual(['Berlin', 'Lisbon', undefined]);
  });

  it('are passed over where they do not fit', () => {
    const hints = createTextHints('A flight from Berlin to Rome');
    expect(hints.takeText('city', undefined, (text) => text.length < 5)).toBe('Rome');
    expect(hints.takeText('city', undefined, anything)).toBe('Berlin');
  });
});

describe('numbers of the conversation', () => {
  it.each<[string, readonly number[]]>([
    ['Add 2 and 3.5', [2, 3.5]],
    ['From -4 to 10 degrees', [-4, 10]],
    ['gpt-4 and 3rd of v1.2.3', []],
    ['none', []],
  ])('out of %p: %j', (text, expected) => {
    const hints = createTextHints(text);
    const taken: (number | undefined)[] = [];
    for (let next = hints.takeNumber(anything); next !== undefined; next = hints.takeNumber(anything))
      taken.push(next);
    expect(taken).toEqual(expected);
  });
});

describe('mentions', () => {
  it.each([
    ['Give it in Celsius, please', 'celsius', true],
    ['The high-priority one', 'high_priority', true],
    ['celsiuses', 'celsius', false],
    ['', 'celsius', false],
  ])('in %p of %p: %p', (text, phrase, expected) => {
    expect(createTextHints(text).mentions(phrase)).toBe(expected);
  });
});

it('looks at the beginning of a long text only, and soon', () => {
  const hints = createTextHints(`${'(((A B "'.repeat(200_000)} in Paris`);
  expect(hints.takeText('city', undefined, (text) => text === 'Paris')).toBeUndefined();
});
