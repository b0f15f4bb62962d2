import { randomInteger } from './random.js';
import type { Constraints } from './constraints.js';
import {
  type Found,
  type GenerationRun,
  giveUp,
  noValue,
  positionWithin,
  type Steps,
  type ValuePosition,
} from './generation-run.js';
import type { JsonSchema } from './json-schema.js';
import { keyOfValue } from './key-of-value.js';
import { singularOf } from './plausible-values.js';
import { isValidValue } from './validate-value.js';

/** How many items a list has when nothing else is said: at least 1, and up to so many. */
const usualMost = 3;

/** The longest list that is generated. */
const longest = 5_000;

/** How often an item is made again because the list has its like already. */
const attemptsToDiffer = 60;

/** A list: first the items that stand at a fixed place, then those that must be contained, then a few more. */
export function* generateArray(
  constraints: Constraints,
  place: ValuePosition,
  run: GenerationRun,
): Steps<Found> {
  const { prefixItems, minItems, uniqueItems } = constraints;
  const items = constraints.items ?? constraints.unevaluatedItems;
  const maxItems =
    items === false ? Math.min(constraints.maxItems, prefixItems.length) : constraints.maxItems;
  if (minItems > maxItems) return giveUp(run, place, `minItems ${minItems} is above maxItems ${maxItems}`);
  if (minItems > longest) return giveUp(run, place, `minItems ${minItems} is above ${longest}`);

  const isLean = run.isLean || run.scope.isTired();
  const length = isLean
    ? minItems
    : chooseLength(Math.max(minItems, prefixItems.length), maxItems, constraints, run);
  const name = place.name === undefined ? undefined : singularOf(place.name);
  const demands = constraints.contains.map(({ schema, least }) => ({ schema, missing: least }));
  const missing = () => demands.reduce((sum, demand) => sum + demand.missing, 0);
  const list: unknown[] = [];
  const seen = new Set<string>();

  while (list.length < length || (missing() > 0 && list.length < maxItems)) {
    const index = list.length;
    const item = yield* generateItem(index);
    if (item === noValue) {
      if (index < minItems) return noValue;
      break;
    }
    list.push(item);
    for (const demand of demands)
      if (demand.missing > 0 && isValidValue(demand.schema, item, run.scope)) demand.missing -= 1;
  }
  return list;

  function* generateItem(index: number): Steps<Found> {
    const own = prefixItems[index] ?? items ?? true;
    const demand = demands.find((candidate) => candidate.missing > 0);
    // At a fixed place only if the places that are left would not do, or did not.
    const mayWait = index < prefixItems.length && maxItems - index > missing() && place.variety === 0;
    if (demand !== undefined && !mayWait) {
      const item = yield* generateNew(own === true ? demand.schema : { allOf: [demand.schema, own] }, index);
      if (item !== noValue) return item;
    }
    return yield* generateNew(own, index);
  }

  function* generateNew(schema: JsonSchema, index: number): Steps<Found> {
    for (let attempt = 0; ; attempt += 1) {
      const item = yield* run.generate(schema, { ...positionWithin(place, index, name), variety: attempt });
      if (item === noValue || !uniqueItems) return item;
      const key = keyOfValue(item);
      if (!seen.has(key)) {
        seen.add(key);
        return item;
      }
      if (attempt >= attemptsToDiffer)
        return giveUp(run, place, 'not enough different items fit the schema of items');
    }
  }
}

function chooseLength(
  wanted: number,
  maxItems: number,
  constraints: Constraints,
  run: GenerationRun,
): number {
  const { prefixItems, items } = constraints;
  const least = Math.min(wanted, maxItems);
  // Where nothing is said of further items, a list is as long as its fixed places.
  if (items === undefined && prefixItems.length > 0) return least;
  const from = Math.min(maxItems, Math.max(least, 1));
  return from + randomInteger(run.random, Math.min(maxItems, Math.max(from, usualMost)) - from + 1);
}
