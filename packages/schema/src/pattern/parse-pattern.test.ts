import { parsePattern } from './parse-pattern.js';

describe('parsePattern', () => {
  it('reads a sequence of what it is made of', () => {
    expect(parsePattern('^a|[b-d]{2,3}?$')).toEqual({
      type: 'either',
      branches: [
        {
          type: 'sequence',
          nodes: [
            { type: 'start' },
            { type: 'characters', ranges: [[97, 97]], properties: [], negated: false },
          ],
        },
        {
          type: 'sequence',
          nodes: [
            {
              type: 'repeat',
              least: 2,
              most: 3,
              node: { type: 'characters', ranges: [[98, 100]], properties: [], negated: false },
            },
            { type: 'end' },
          ],
        },
      ],
    });
  });

  it.each(['(?:a)', '(a)', '(?<name>a)', '(?P<name>a)'])('takes the group %p for what is in it', (source) => {
    expect(parsePattern(source)).toEqual(parsePattern('a'));
  });

  const rangesIn = (source: string) =>
    [...JSON.stringify(parsePattern(source)).matchAll(/"ranges":(\[.*?\])[,}]"/g)].map(
      ([, ranges]) => ranges,
    );

  it.each([
    ['(?i)a', ['[[97,97],[65,65]]']],
    ['(?i:a)b', ['[[97,97],[65,65]]', '[[98,98]]']],
    ['(?i)[b-c]', ['[[98,99],[66,67]]']],
    ['(?i)(?-i:a)', ['[[97,97]]']],
    ['(?s)[a]', ['[[97,97]]']],
  ])('reads the flags of %p', (source, expected) => {
    expect(rangesIn(source)).toEqual(expected);
  });

  it.each([
    '(a)\\1',
    '\\k<name>',
    '(?<=a)b',
    '(?<!a)b',
    '(?m)^a',
    '(?x)a',
    '(a',
    'a)',
    '[a',
    '[]',
    '*a',
    'a{3,2}',
    'a**',
    '[z-a]',
    '\\p{Nonsense}',
    '\\p',
    '\\u{zz}',
    '\\x1',
    '\\',
    '(?<name',
    '('.repeat(50) + ')'.repeat(50),
    'a'.repeat(10_001),
  ])('does not support %p', (source) => {
    expect(parsePattern(source)).toBeUndefined();
  });
});
