import type { SimRequest } from '../turn/sim-request.js';
import { countRequest, countedTexts } from './count-request.js';
import type { TiktokenCounter } from './tiktoken-counter.js';

/** Texts with fewer UTF-16 units altogether are counted in three milliseconds at most, whatever they say. */
const unitsAtOnce = 8192;

/** Shorter texts are counted a second time faster than they are looked up. UTF-16 units. */
const longText = 128;

/**
 * Counts a long request in steps of about a millisecond, so that a server can do other work in between, and returns
 * what `countRequest` would. `undefined` if that is immediate anyway, because the request is short or its texts are
 * remembered: finding that out costs next to nothing.
 */
export function countRequestStepwise(
  request: SimRequest,
  counter: TiktokenCounter,
): Generator<undefined, number, undefined> | undefined {
  let units = 0;
  for (const text of countedTexts(request)) {
    units += counter.unitsToCount(text);
    if (units >= unitsAtOnce) return countTexts(request, counter);
  }
  return undefined;
}

function* countTexts(request: SimRequest, counter: TiktokenCounter): Generator<undefined, number, undefined> {
  // The counter forgets texts that are very long, and those of many megabytes altogether.
  const counts = new Map<string, number>();
  let units = 0;
  for (const text of countedTexts(request)) {
    const count = yield* counter.countStepwise(text);
    if (text.length >= longText) counts.set(text, count);
    // Short texts have no steps of their own, however many there are.
    units += text.length;
    if (units < unitsAtOnce) continue;
    units = 0;
    yield;
  }
  return countRequest(request, { count: (text) => counts.get(text) ?? counter.count(text) });
}
