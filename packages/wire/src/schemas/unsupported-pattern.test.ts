import { unsupportedInStrict } from './unsupported-pattern.js';

describe('unsupportedInStrict', () => {
  it.each([
    ['^(?!a)', 'lookaround is'],
    ['a(?=b)', 'lookaround is'],
    ['(?<=a)b', 'lookaround is'],
    ['(?<!a)b', 'lookaround is'],
    ['(a)\\1', 'backreferences are'],
    ['(?P<n>a)(?P=n)', 'backreferences are'],
    ['\\(?=a', undefined],
    ['[(?=\\1]', undefined],
    ['\\\\1\\0', undefined],
    ['(?:a)(?P<n>b)', undefined],
  ])('finds in %p: %p', (source, expected) => {
    expect(unsupportedInStrict(source)).toBe(expected);
  });
});
