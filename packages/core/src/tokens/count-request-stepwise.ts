import type { SimRequest } from '../turn/sim-request.js';
import { countedTexts } from './count-request.js';
import type { TiktokenCounter } from './tiktoken-counter.js';

/** Texts with fewer UTF-16 units altogether are counted in three milliseconds at most, whatever they say. */
const unitsAtOnce = 8192;

/**
 * Counts the texts of a long request in steps of about a millisecond, so that a server can do other work in between;
 * `countRequest` is immediate afterwards. `undefined` if that is so without, because the request is short or its texts
 * are remembered: finding that out costs next to nothing.
 *
 * ```ts
 * for (const step of countRequestStepwise(request, counter) ?? []) await turnOfEventLoop();
 * ```
 */
export function countRequestStepwise(
  request: SimRequest,
  counter: TiktokenCounter,
): Generator<undefined, undefined, undefined> | undefined {
  let units = 0;
  for (const text of countedTexts(request)) {
    units += counter.unitsToCount(text);
    if (units >= unitsAtOnce) return countTexts(request, counter);
  }
  return undefined;
}

function* countTexts(
  request: SimRequest,
  counter: TiktokenCounter,
): Generator<undefined, undefined, undefined> {
  let units = 0;
  for (const text of countedTexts(request)) {
    yield* counter.countStepwise(text);
    // Short texts have no steps of their own, however many there are.
    units += text.length;
    if (units < unitsAtOnce) continue;
    units = 0;
    yield;
  }
}
