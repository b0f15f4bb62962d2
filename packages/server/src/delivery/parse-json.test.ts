import fc from 'fast-check';
import { parseJson, parseJsonInSteps } from './parse-json.js';

/** What a parser makes of a text: a value, or the message of its error. */
function outcomeOf(parse: () => unknown): unknown {
  try {
    return { value: parse() };
  } catch (error) {
    return { refused: (error as { failure: unknown }).failure };
  }
}

function countSteps(text: string): { readonly value: unknown; readonly steps: number } {
  const work = parseJsonInSteps(Buffer.from(text), 1_000_000);
  for (let steps = 0; ; steps += 1) {
    const { done, value } = work.next();
    if (done === true) return { value, steps };
  }
}
const inSteps = (text: string) => countSteps(text).value;

const nested = (levels: number, open: string, close: string) =>
  `${open.repeat(levels)}0${close.repeat(levels)}`;

describe('JSON parsed in steps', () => {
  it('is what JSON parsed at once is', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), fc.nat(3), (text, indent) => {
        const written = JSON.stringify(JSON.parse(text), undefined, indent);
        expect(inSteps(written)).toEqual(JSON.parse(written));
      }),
      { seed: 1 },
    );
  });

  it('is refused where JSON parsed at once is refused', () => {
    const fragment = fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"',
        '"a"',
        '\\',
        ' ',
        '\n',
        '\u00a0',
        '\ufeff',
        '0',
        '1',
        '-',
        '.',
        'e',
      ],
      ...['true', 'nul', 'null', '{}', '[]', '"\\u00e9"', '"\\x"', '"\u0001"', '"__proto__":', '01', '1.5e3'],
    );
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 9 }), (fragments) => {
        const text = fragments.join('');
        expect(outcomeOf(() => inSteps(text))).toEqual(outcomeOf(() => parseJson(text)));
      }),
      { numRuns: 3000, seed: 2 },
    );
  });

  it('has long strings in several steps, whatever escapes there are where they are cut', () => {
    const unit = fc.constantFrom('a', '\\\\', '\\"', '\\n', '\\u0041', '\\ud83d\\ude00', '🌤', '\\ud800', 'é');
    fc.assert(
      fc.property(fc.array(unit, { minLength: 30, maxLength: 60 }), (units) => {
        const text = `{"a":["${units.join('').repeat(4000)}"]}`;
        const { value, steps } = countSteps(text);
        expect(JSON.stringify(value) === JSON.stringify(JSON.parse(text))).toBe(true);
        expect(steps).toBeGreaterThanOrEqual(Math.floor(text.length / 131_072));
      }),
      { numRuns: 20, seed: 3 },
    );
  });

  it.each([
    ['numbers', `[${'1,'.repeat(50_000)}1]`],
    ['lists in a list', `[${'[],'.repeat(50_000)}[]]`],
    ['names', `{${Array.from({ length: 50_000 }, (_, index) => `"k${index}":0`).join()}}`],
    ['white space', `[1,${' '.repeat(6_000_000)}2]`],
    ['one name full of quotation marks', `{"${'\\"'.repeat(50_000)}":1}`],
    ['one text full of quotation marks', `"${'\\"'.repeat(50_000)}"`],
  ])('takes many steps for many %s', (_what, text) => {
    const { value, steps } = countSteps(text);
    expect(JSON.stringify(value) === JSON.stringify(JSON.parse(text))).toBe(true);
    expect(steps).toBeGreaterThanOrEqual(40);
  });

  it('reads no more of a long text in a step than there is between two steps', () => {
    // Whoever looks back from each step to the beginning of the text takes seconds for these.
    const bytes = Buffer.from(`{"a":"${'a b '.repeat(1_000_000)}"}`);
    let reads = 0;
    const counted = new Proxy(bytes, {
      get(target, key) {
        reads += 1;
        const value = Reflect.get(target, key) as unknown;
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    const work = parseJsonInSteps(counted, 100);
    let most = 0;
    for (let before = 0; work.next().done !== true; before = reads) most = Math.max(most, reads - before);
    expect(most).toBeLessThan(1000);
  });

  it.each([
    ['two halves of characters', `"${'\\ud83d\\ude00'.repeat(200_000)}"`, '\ud83d\ude00'.repeat(200_000)],
    ['characters of one byte', `"${'é'.repeat(1_500_000)}"`, 'é'.repeat(1_500_000)],
    ['characters of several bytes', `"${'天é'.repeat(700_000)}"`, '天é'.repeat(700_000)],
  ])('has texts of more than a megabyte of %s', (_what, text, value) => {
    expect(inSteps(text) === value).toBe(true);
  });

  it('is refused if it has more values than it may', () => {
    const list = Buffer.from(`[${'[],'.repeat(98)}[]]`);
    const parse = (mostValues: number) => outcomeOf(() => [...parseJsonInSteps(list, mostValues)]);
    expect(parse(100)).toMatchObject({ value: expect.anything() as unknown });
    expect(parse(99)).toEqual({
      refused: {
        kind: 'payload-too-large',
        message:
          'The JSON body has more than 99 values: objects, lists, texts, numbers and the like, at all levels (server.value_limit).',
      },
    });
  });

  it.each([
    [200, undefined],
    [201, 'The JSON body is nested more than 200 levels deep.'],
    [100_000, 'The JSON body is nested more than 200 levels deep.'],
  ])('may be nested 200 levels deep, and not %d', (levels, message) => {
    for (const text of [nested(levels, '[', ']'), nested(levels, '{"a":', '}')]) {
      for (const parse of [parseJson, inSteps]) {
        const outcome = outcomeOf(() => parse(text)) as { refused?: { message?: string } };
        expect(outcome.refused?.message).toBe(message);
      }
    }
  });

  it('gives __proto__ no meaning', () => {
    const value = inSteps('{"__proto__":{"a":1},"b":2}') as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(['__proto__', 'b']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});
