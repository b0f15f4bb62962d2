import type { Fields, Place } from '@llmsim/wire';
import { below, readObject, readOneOf, refuseRequest, readTag } from '../../reading/input-reader.js';

/** How long the prompt cache keeps what stands before a breakpoint, in milliseconds, by the name of the lifetime. */
export const cacheLifetimesMs = { '5m': 5 * 60_000, '1h': 60 * 60_000 } as const;

/** The most breakpoints of a request. */
const mostBreakpoints = 4;

/** Counts breakpoints as they are read. */
export interface CacheControlReader {
  /** The lifetime that a block asks for, in milliseconds; `undefined`: it has no breakpoint. @throws RequestError */
  read(source: Fields, place?: Place): number | undefined;
  /** @throws RequestError if there were too many */
  end(): void;
}

export function createCacheControlReader(): CacheControlReader {
  let breakpoints = 0;
  return {
    read(source, place) {
      const control = readObject(source, 'cache_control', place);
      if (control === undefined) return undefined;
      const at = below(place, 'cache_control');
      readTag(control, ['ephemeral'], at);
      const ttl = readOneOf(control, 'ttl', ['5m', '1h'], at) ?? '5m';
      breakpoints += 1;
      return cacheLifetimesMs[ttl];
    },
    end() {
      if (breakpoints > mostBreakpoints) {
        refuseRequest(
          `A maximum of ${mostBreakpoints} blocks with cache_control may be provided. Found ${breakpoints}.`,
        );
      }
    },
  };
}
