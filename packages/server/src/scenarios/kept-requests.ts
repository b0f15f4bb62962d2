import type { TestRequest } from '@llmsim/scenarios';

/** The requests of one test. Bounded: the oldest are dropped. */
export interface KeptRequests {
  /** @returns by how many there are more now */
  add(request: TestRequest): number;
  count(): number;
  /** How many were dropped. */
  dropped(): number;
  /** In the order of their numbers. */
  all(): readonly TestRequest[];
}

/** @param limits - how many requests and how many characters of them are kept */
export function keepRequests(limits: {
  readonly requests: number;
  readonly characters: number;
}): KeptRequests {
  const kept = new Map<number, { readonly request: TestRequest; readonly size: number }>();
  let characters = 0;
  let dropped = 0;
  return {
    add(request) {
      const before = kept.size;
      const size = JSON.stringify(request).length;
      kept.set(request.number, { request, size });
      characters += size;
      for (const [number, oldest] of kept) {
        if (kept.size === 1 || (kept.size <= limits.requests && characters <= limits.characters)) break;
        kept.delete(number);
        characters -= oldest.size;
        dropped += 1;
      }
      return kept.size - before;
    },
    count: () => kept.size,
    dropped: () => dropped,
    all: () => Array.from(kept.values(), ({ request }) => request).toSorted((a, b) => a.number - b.number),
  };
}
