/**
 * Whether a terminal shows UTF-8, by what its environment says of the locale. Without a word it is taken to show
 * ASCII only, as POSIX has it; Windows, where nobody sets a locale, shows UTF-8.
 */
export function showsUnicode(
  environment: Readonly<Record<string, string | undefined>>,
  platform: string,
): boolean {
  const { LC_ALL, LC_CTYPE, LANG, TERM } = environment;
  // The console of Linux has no more than 512 characters.
  if (TERM === 'linux') return false;
  const locale = [LC_ALL, LC_CTYPE, LANG].find((value) => value !== undefined && value !== '');
  return locale === undefined ? platform === 'win32' : /utf-?8/i.test(locale);
}

/** Whether colours are wanted: not if `NO_COLOR` holds anything, see https://no-color.org. */
export function wantsColor(environment: Readonly<Record<string, string | undefined>>): boolean {
  const { NO_COLOR, TERM } = environment;
  return (NO_COLOR === undefined || NO_COLOR === '') && TERM !== 'dumb';
}
