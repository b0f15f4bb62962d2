/**
 * Why a file cannot be read, for people.
 * @param accepts - what is wanted: `a YAML or TOML file`
 */
export function describeUnreadable(error: unknown, accepts: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return `there is no such file; accepted: the path of ${accepts}.`;
  if (code === 'EISDIR') return `this is a directory; accepted: the path of ${accepts}.`;
  if (code === 'EACCES') return 'this file may not be read: permission denied.';
  return `this file cannot be read: ${message}.`;
}
