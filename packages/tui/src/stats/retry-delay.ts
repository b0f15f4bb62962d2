/** The longest wait between two tries: a server that comes back is noticed soon enough. */
const longestDelayMs = 5000;

/**
 * How long to wait before asking a server again that did not answer: twice as long each time, up to 5 s.
 * @param failures - how often in a row it has not answered, at least 1
 */
export function retryDelayMs(failures: number, intervalMs: number): number {
  return Math.min(longestDelayMs, intervalMs * 2 ** Math.min(failures - 1, 10));
}
