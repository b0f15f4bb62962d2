import { randomInteger } from './random.js';
import type { Constraints } from './constraints.js';
import { giveUp, type Found, type GenerationRun, type ValuePosition } from './generation-run.js';
import { plausibleRange } from './plausible-values.js';
import { isMultiple, leastCommonMultiple, multiply } from './decimal.js';

/** How many multiples are tried: by rounding, not every `k * 0.1` is a multiple of 0.1. */
const attempts = 40;

/** A number within the bounds: one of the conversation, else one as usual for the name of the property. */
export function generateNumber(
  constraints: Constraints,
  isInteger: boolean,
  place: ValuePosition,
  run: GenerationRun,
): Found {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = constraints;
  const isWithin = (value: number) =>
    value >= minimum &&
    value <= maximum &&
    value > exclusiveMinimum &&
    value < exclusiveMaximum &&
    (!isInteger || Number.isInteger(value)) &&
    (multipleOf === undefined || isMultiple(value, multipleOf));
  // Validators divide, and 0.3 divided by 0.1 is not whole for them. So others come first.
  const fits = (value: number) =>
    isWithin(value) && (multipleOf === undefined || Number.isInteger(value / multipleOf));

  const mentioned = run.hints.takeNumber(fits);
  if (mentioned !== undefined) return mentioned;

  const usual = plausibleRange(place.name);
  // The usual range, moved to where the bounds leave room, and wider the more often its values were refused.
  const width = Math.max(1, usual.to - usual.from, 10 * (multipleOf ?? 0)) * 10 ** Math.min(place.variety, 9);
  let low = withinPrecision(Math.max(minimum, exclusiveMinimum), 1);
  let high = withinPrecision(Math.min(maximum, exclusiveMaximum), -1);
  if (low > high) [low, high] = [minimum, maximum];
  if (low === -Infinity && high === Infinity) [low, high] = [usual.from, usual.from + width];
  else if (low === -Infinity)
    low = Math.min(high, usual.to) < usual.from ? high - width : Math.min(usual.from, high);
  else if (high === Infinity) high = Math.max(low, usual.from) + width;
  // Next to a huge bound the usual width is nothing.
  if (low === high && minimum !== maximum) [low, high] = [low - Math.abs(low) / 4, high + Math.abs(high) / 4];
  if (usual.from >= low && usual.to <= high && place.variety === 0) [low, high] = [usual.from, usual.to];

  let step = multipleOf ?? (isInteger ? 1 : undefined);
  // Whole numbers that are multiples of a fraction are multiples of a whole number of such steps.
  if (isInteger && step !== undefined && !Number.isInteger(step)) step = leastCommonMultiple(step, 1);
  let rounded: number | undefined;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    run.scope.spend(1);
    let value: number;
    if (step !== undefined) {
      const first = Math.ceil(low / step);
      const count = Math.floor(high / step) - first + 1;
      if (!(count >= 1)) break;
      value = multiply(first + Math.floor(run.random.next() * count), step);
      if (isWithin(value)) rounded ??= value;
    } else {
      value = low + run.random.next() * (high - low);
      if (attempt < attempts / 2) value = Number(value.toFixed(usual.decimals));
    }
    if (value === 0) value = 0;
    if (fits(value)) return value;
  }
  if (rounded !== undefined) return rounded;
  // The bounds themselves and what lies between them, where chance finds nothing.
  for (const value of [
    minimum,
    maximum,
    Math.ceil(low),
    Math.floor(high),
    Math.floor(high) - 1,
    (low + high) / 2,
    0,
  ]) {
    if (Number.isFinite(value) && isWithin(value)) return value;
  }
  return giveUp(run, place, `no ${isInteger ? 'whole number' : 'number'} is within the bounds`);
}

/**
 * Beyond 2^53 a bound was rounded when its JSON was read, to a value that may lie outside of it. The next number on
 * the inner side does not.
 */
function withinPrecision(bound: number, direction: 1 | -1): number {
  if (!Number.isFinite(bound) || Math.abs(bound) < Number.MAX_SAFE_INTEGER) return bound;
  return bound + direction * 2 ** (Math.floor(Math.log2(Math.abs(bound))) - 52);
}

/** A truth value. */
export function generateBoolean(run: GenerationRun): boolean {
  return randomInteger(run.random, 2) === 1;
}
