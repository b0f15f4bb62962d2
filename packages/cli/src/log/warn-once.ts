import type { Log } from './log.js';

/** So many different warnings are logged; the clients choose what they say. */
const mostWarnings = 100;

/** Logs each warning the first time that it is given, until there were too many different ones. */
export function warnOnce(log: Pick<Log, 'warn'>): (message: string) => void {
  const given = new Set<string>();
  return (message) => {
    if (given.has(message) || given.size > mostWarnings) return;
    given.add(message);
    log.warn(
      given.size > mostWarnings
        ? 'More of the like follows, and is not logged: see the schemas of requests.'
        : message,
    );
  };
}
