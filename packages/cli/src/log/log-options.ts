/** What is logged, from nothing to everything; each level has what the ones before it have. */
export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;

/** @see logLevels */
export type LogLevel = (typeof logLevels)[number];

/** How a line of the log is written: for people, as JSON for programs, or for whoever reads: `auto`. */
export const logFormats = ['auto', 'pretty', 'json'] as const;
