/** One line of the log. */
export interface LogEntry {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly level: 'error' | 'warn' | 'info' | 'debug';
  readonly message: string;
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
}

/** A line of JSON: `{"time":"2026-01-31T12:00:00.000Z","level":"info","message":"…"}` and the fields. */
export function jsonEntry({ atMs, level, message, fields }: LogEntry): string {
  return JSON.stringify({ time: new Date(atMs).toISOString(), level, message, ...fields });
}

/** A line for people: `12:00:00.000 info  message key=value`; times are those of UTC. Fields without value are left out. */
export function prettyEntry({ atMs, level, message, fields }: LogEntry): string {
  const time = new Date(atMs).toISOString().slice(11, -1);
  const pairs = Object.entries(fields).filter(([, value]) => value !== null);
  const shown = pairs.map(([key, value]) => ` ${key}=${showField(value)}`).join('');
  return `${time} ${level.padEnd(5)} ${message}${shown}`;
}

/** What comes from outside (a model's name) stays on its line, and one word. */
function showField(value: LogEntry['fields'][string]): string {
  const text = String(value);
  return /^[\w.:/@+-]+$/.test(text) ? text : JSON.stringify(text);
}
