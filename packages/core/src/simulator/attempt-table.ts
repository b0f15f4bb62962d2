/** Counts how often each request was made. Bounded: the requests not seen for the longest time are forgotten first. */
export interface AttemptTable {
  /** The number of this attempt, from 0. */
  next(identity: string): number;
}

/** @param size - how many different requests are remembered, at least 1 */
export function createAttemptTable(size: number): AttemptTable {
  const attempts = new Map<string, number>();
  return {
    next(identity) {
      const attempt = attempts.get(identity) ?? 0;
      attempts.delete(identity);
      attempts.set(identity, attempt + 1);
      if (attempts.size > size) {
        for (const oldest of attempts.keys()) {
          attempts.delete(oldest);
          break;
        }
      }
      return attempt;
    },
  };
}
