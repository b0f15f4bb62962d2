import { randomInteger } from './random.js';
import type { Constraints } from './constraints.js';
import { giveUp, type Found, type GenerationRun, type Place } from './generation-run.js';
import { plausibleRange } from './plausible-values.js';
import { isMultiple } from './validate-value.js';

/** How many multiples are tried: by rounding, not every `k * 0.1` is a multiple of 0.1. */
const attempts = 40;

/** A number within the bounds: one of the conversation, else one as usual for the name of the property. */
export function generateNumber(
  constraints: Constraints,
  isInteger: boolean,
  place: Place,
  run: GenerationRun,
): Found {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = constraints;
  const fits = (value: number) =>
    value >= minimum &&
    value <= maximum &&
    value > exclusiveMinimum &&
    value < exclusiveMaximum &&
    (!isInteger || Number.isInteger(value)) &&
    (multipleOf === undefined || isMultiple(value, multipleOf));

  const mentioned = run.hints.takeNumber(fits);
  if (mentioned !== undefined) return mentioned;

  const usual = plausibleRange(place.name);
  // The usual range, moved to where the bounds leave room, and wider the more often its values were refused.
  const width = Math.max(1, usual.to - usual.from) * 10 ** Math.min(place.variety, 9);
  let low = Math.max(minimum, exclusiveMinimum);
  let high = Math.min(maximum, exclusiveMaximum);
  if (low === -Infinity && high === Infinity) [low, high] = [usual.from, usual.from + width];
  else if (low === -Infinity)
    low = Math.min(high, usual.to) < usual.from ? high - width : Math.min(usual.from, high);
  else if (high === Infinity) high = Math.max(low, usual.from) + width;
  // Next to a huge bound the usual width is nothing.
  if (low === high && minimum !== maximum) [low, high] = [low - Math.abs(low) / 4, high + Math.abs(high) / 4];
  if (usual.from >= low && usual.to <= high && place.variety === 0) [low, high] = [usual.from, usual.to];

  const step = multipleOf ?? (isInteger ? 1 : undefined);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    run.scope.spend(1);
    let value: number;
    if (step !== undefined) {
      // Whole numbers that are multiples of a fraction are multiples of a whole number of such steps.
      const stride = isInteger && !Number.isInteger(step) ? wholeStride(step) : step;
      const first = Math.ceil(low / stride);
      const count = Math.floor(high / stride) - first + 1;
      if (!(count >= 1)) break;
      value = (first + Math.floor(run.random.next() * count)) * stride;
    } else {
      value = low + run.random.next() * (high - low);
      if (attempt < attempts / 2) value = Number(value.toFixed(usual.decimals));
    }
    if (value === 0) value = 0;
    if (fits(value)) return value;
  }
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
    if (Number.isFinite(value) && fits(value)) return value;
  }
  return giveUp(run, place, `no ${isInteger ? 'whole number' : 'number'} is within the bounds`);
}

function wholeStride(step: number): number {
  for (let times = 1; times <= 1_000; times += 1) if (Number.isInteger(step * times)) return step * times;
  return step;
}

/** A truth value. */
export function generateBoolean(run: GenerationRun): boolean {
  return randomInteger(run.random, 2) === 1;
}
