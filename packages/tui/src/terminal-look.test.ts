import { showsUnicode, wantsColor } from './terminal-look.js';

describe('showsUnicode', () => {
  it.each([
    [{ LANG: 'en_US.UTF-8' }, true],
    [{ LANG: 'de_DE.utf8' }, true],
    [{ LANG: 'C' }, false],
    [{ LANG: 'de_DE.ISO-8859-1' }, false],
    [{ LC_ALL: 'C', LANG: 'en_US.UTF-8' }, false],
    [{ LC_CTYPE: 'en_US.UTF-8', LANG: 'C' }, true],
    [{ LC_ALL: '', LANG: 'en_US.UTF-8' }, true],
    [{ LANG: 'en_US.UTF-8', TERM: 'linux' }, false],
    [{}, false],
  ])('judges %j on Linux as %s', (environment, expected) => {
    expect(showsUnicode(environment, 'linux')).toBe(expected);
  });

  it('is so on Windows, where nobody sets a locale', () => {
    expect(showsUnicode({}, 'win32')).toBe(true);
  });
});

describe('wantsColor', () => {
  it.each([
    [{}, true],
    [{ NO_COLOR: '1' }, false],
    [{ NO_COLOR: '0' }, false],
    [{ NO_COLOR: '' }, true],
    [{ TERM: 'dumb' }, false],
    [{ TERM: 'xterm-256color' }, true],
  ])('with %j is %s', (environment, expected) => {
    expect(wantsColor(environment)).toBe(expected);
  });
});
