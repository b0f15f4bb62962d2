import { looksAround } from './looks-around.js';
import { compilesInPython } from './python-pattern.js';

describe('compilesInPython', () => {
  // What `re.compile` of CPython 3.11 takes.
  it.each([
    '(?<=a)b',
    '(a)\\1',
    '(?i)a',
    '(?i:a)',
    '(?P<n>a)(?P=n)',
    'a*+',
    'a++',
    'a{,3}',
    '[]a]',
    '[\\w-]',
    '\\u00e9',
    '\\/',
    '\\-',
    '\\Z',
    '[\\b]',
    '(?#c)a',
    '(a)(?(1)b|c)',
    '(?>a)',
    '(?=a)*',
    '(?=a)',
    '()',
    '()*',
    '',
    '|',
    'a||b',
    'x{1000}',
    '(?:a|bc)(?<=bc)',
    '(?<!ab|cd)e',
    '(?s-i:a)',
    '(?-i:a)',
    '\\N{DIGIT ONE}',
    '\\_',
    '[[:alpha:]]',
    '(?<!a{2})b',
    '\\012',
    '(?x) a b',
    '[^]a]',
    'a{',
    'a{x}',
    'a{1',
    '(?a)b',
    '(?u)b',
    '(?:)*',
    '(?<=)a',
    '(?<=\\b)a',
    '(?<=^)a',
    '(a)|b\\1',
  ])('takes %p', (source) => {
    expect(compilesInPython(source)).toBe(true);
  });

  // And what it refuses.
  it.each([
    '^(?!__.*__$)[^\\p{Cc}"]{1,20}$',
    '(?<=a*)b',
    '(a\\1)',
    '\\1',
    'a(?i)',
    '(?<n>a)',
    '(?P<n>a)(?P<n>b)',
    'a**',
    'a{2}{3}',
    '{2}',
    'a{3,2}',
    '^*',
    '$+',
    '\\b*',
    '[]',
    '[z-a]',
    '[\\w-a]',
    '[a-\\d]',
    '\\u{1F600}',
    '\\cA',
    '\\z',
    '[\\A]',
    '(?#c)*',
    '(a',
    'a)',
    '[a',
    '\\',
    '(?',
    '(?<=a|bc)',
    '(?-i)a',
    '\\g',
    '\\k<n>',
    '\\h',
    'a{1,}{2}',
    '\\400',
    '(?z)',
    '(?P=n)',
    '(?P>n)',
    '[^]',
    '\\x4',
    '(?L)a',
  ])('refuses %p', (source) => {
    expect(compilesInPython(source)).toBe(false);
  });
});

describe('looksAround', () => {
  it.each([
    ['^(?!a)', true],
    ['a(?=b)', true],
    ['(?<=a)b', true],
    ['(?<!a)b', true],
    ['\\(?=a', false],
    ['[(?=]', false],
    ['(?:a)(?P<n>b)', false],
  ])('decides about %p: %p', (source, expected) => {
    expect(looksAround(source)).toBe(expected);
  });
});
