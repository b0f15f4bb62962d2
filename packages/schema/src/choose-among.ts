import type { Constraints } from './constraints.js';
import { type Found, type GenerationRun, giveUp, noValue, type ValuePosition } from './generation-run.js';
import type { JsonSchema } from './json-schema.js';
import { randomInteger } from './random.js';

/** One of the values that the author of the schema shows, if it says something and fits. */
export function pickShown(
  constraints: Constraints,
  run: GenerationRun,
  accepts: (value: unknown) => boolean,
): Found {
  const shown = constraints.shown.filter(saysSomething);
  if (shown.length === 0) return noValue;
  const value = shown[randomInteger(run.random, shown.length)];
  return accepts(value) ? value : noValue;
}

/** Null and what is empty are defaults for "not given", which a model would not leave it at. */
function saysSomething(value: unknown): boolean {
  return value !== null && value !== '' && (typeof value !== 'object' || Object.keys(value).length > 0);
}

/** A member of `enum`: one that the conversation mentions, else any. */
export function pickValue(
  constraints: Constraints,
  place: ValuePosition,
  run: GenerationRun,
  accepts: (value: unknown) => boolean,
): Found {
  const values = constraints.values ?? [];
  run.scope.spend(values.length >> 5);
  const mentioned = values
    .slice(0, 200)
    .find((value) => typeof value === 'string' && value.length > 1 && run.hints.mentions(value));
  if (mentioned !== undefined && place.variety === 0 && accepts(mentioned)) return mentioned;
  // After a refusal one after the other, so that a list of different members gets them all.
  const start = place.variety === 0 ? randomInteger(run.random, Math.max(1, values.length)) : place.variety;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[(start + i) % values.length];
    if (accepts(value)) return value;
  }
  return giveUp(run, place, 'no member of "enum" fits the rest of the schema');
}

/** The branches of a "oneOf", each without the others; for when what chance made of one fitted another too. */
export function excludeEachOther(branches: readonly JsonSchema[]): readonly JsonSchema[] {
  if (branches.length > 20) return branches;
  return branches.map((branch) => ({
    allOf: [branch, ...branches.filter((other) => other !== branch).map((other) => ({ not: other }))],
  }));
}

/** Branches with those for null at the beginning or at the end. */
export function withNullAt(first: boolean, branches: readonly JsonSchema[]): readonly JsonSchema[] {
  const nulls = branches.filter(isNull);
  if (nulls.length === 0) return branches;
  const others = branches.filter((branch) => !isNull(branch));
  return first ? [...nulls, ...others] : [...others, ...nulls];
}

function isNull(schema: JsonSchema): boolean {
  return typeof schema === 'object' && schema['type'] === 'null';
}
