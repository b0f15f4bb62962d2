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
import { nameWithin, wordsOfName } from './plausible-values.js';
import { generateMatch } from './pattern/generate-match.js';

/** How often an optional property is there. */
const shareOfOptional = 0.8;

/** The largest object that is generated. */
const mostProperties = 10_000;

/** Names for the entries of a dictionary whose schema names none. */
const entryNames = ['first', 'second', 'third', 'fourth', 'fifth'];

/** An object, its properties in the order in which the schema names them, as OpenAI's models write them. */
export function* generateObject(
  constraints: Constraints,
  place: ValuePosition,
  run: GenerationRun,
): Steps<Found> {
  const { properties, required, minProperties, maxProperties, patternProperties } = constraints;
  const additionalProperties = constraints.additionalProperties ?? constraints.unevaluatedProperties;
  if (minProperties > maxProperties) {
    return giveUp(run, place, `minProperties ${minProperties} is above maxProperties ${maxProperties}`);
  }
  if (minProperties > mostProperties) {
    return giveUp(run, place, `minProperties ${minProperties} is above ${mostProperties}`);
  }
  const declared = Object.keys(properties);
  run.scope.spend(declared.length / 2);
  const isLean = run.isLean || run.scope.isTired();
  const chosen = chooseNames(constraints, isLean, run);
  if (chosen.size > mostProperties)
    return giveUp(run, place, `it would have more than ${mostProperties} properties`);
  if (chosen.size > maxProperties)
    return giveUp(run, place, `maxProperties ${maxProperties} leaves no room for "required"`);

  const isRequired = new Set(required);
  const entries = new Map<string, unknown>();
  for (const name of declared) {
    if (chosen.has(name) && !(yield* put(name))) {
      if (isRequired.has(name)) return noValue;
      chosen.delete(name);
    }
  }
  for (const name of chosen) if (!entries.has(name) && !(yield* put(name))) return noValue;

  const hasEntries = typeof additionalProperties === 'object';
  const isDictionary = declared.length === 0 && (hasEntries || Object.keys(patternProperties).length > 0);
  const room = maxProperties - entries.size;
  const extra = isLean || !isDictionary ? 0 : Math.min(room, 1 + randomInteger(run.random, 2));
  return yield* addEntries(Math.max(minProperties - entries.size, extra));

  function* put(name: string): Steps<boolean> {
    const value = yield* run.generate(
      schemaOf(name),
      positionWithin(place, name, nameWithin(name, constraints.title ?? place.name)),
    );
    if (value !== noValue) entries.set(name, value);
    return value !== noValue;
  }

  function schemaOf(name: string): JsonSchema {
    const schemas: JsonSchema[] = [];
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (own !== undefined) schemas.push(own);
    for (const [pattern, schema] of Object.entries(patternProperties)) {
      if (run.scope.matches(pattern, name)) schemas.push(schema);
    }
    if (schemas.length === 0) return additionalProperties ?? true;
    return schemas.length === 1 ? (schemas[0] as JsonSchema) : { allOf: schemas };
  }

  /** Adds so many properties that are not named yet: optional ones first, then under names of its own making. */
  function* addEntries(count: number): Steps<Found> {
    let missing = count;
    for (const name of declared) {
      if (missing <= 0) break;
      if (!entries.has(name) && bringsNothingAlong(name) && (yield* put(name))) missing -= 1;
    }
    for (let attempt = 0; missing > 0 && attempt < 20 + 4 * count; attempt += 1) {
      run.scope.spend(1);
      const name = yield* makeName(attempt);
      if (name === undefined || entries.has(name) || Object.hasOwn(properties, name)) continue;
      if (yield* put(name)) missing -= 1;
      else if (Object.keys(patternProperties).length === 0) break;
    }
    if (entries.size < minProperties)
      return giveUp(run, place, `minProperties ${minProperties} cannot be reached`);
    return Object.fromEntries(entries);
  }

  function bringsNothingAlong(name: string): boolean {
    return !Object.hasOwn(constraints.dependentRequired, name);
  }

  function* makeName(attempt: number): Steps<string | undefined> {
    const patterns = Object.keys(patternProperties);
    const usePattern = patterns.length > 0 && (additionalProperties === false || attempt % 2 === 0);
    if (usePattern) {
      const pattern = patterns[attempt % patterns.length] as string;
      const parsed = run.scope.pattern(pattern);
      return parsed === undefined ? undefined : generateMatch(parsed, run.random, 3);
    }
    if (constraints.propertyNames.length > 0) {
      const schema = { allOf: [...constraints.propertyNames, { type: 'string' }] };
      const name = yield* run.generate(schema, { ...place, name: undefined, variety: attempt });
      return typeof name === 'string' ? name : undefined;
    }
    return entryNames[attempt] ?? `entry${attempt + 1}`;
  }
}

/** Whether the text names an optional property or one of its values, or its schema has a default that says something. */
function isSpokenFor(name: string, schema: JsonSchema | undefined, run: GenerationRun): boolean {
  if (run.hints.mentions(wordsOfName(name).join(' '))) return true;
  if (typeof schema !== 'object') return false;
  const { default: usual, enum: members } = schema;
  if (usual !== undefined && usual !== null && usual !== '') return true;
  return (
    Array.isArray(members) &&
    members.slice(0, 200).some((member) => typeof member === 'string' && run.hints.mentions(member))
  );
}

/** Which properties the object will have: the required, most of the optional, and what these bring along. */
function chooseNames(constraints: Constraints, isLean: boolean, run: GenerationRun): Set<string> {
  const { properties, required, maxProperties, dependentRequired } = constraints;
  const chosen = new Set<string>();
  for (const name of required) add(name);
  if (isLean) return chosen;
  for (const name of Object.keys(properties)) {
    if (chosen.has(name)) continue;
    // Drawn for each optional property in any case, so that one more of them does not change all that follows.
    const drawn = run.random.next() < shareOfOptional;
    const isWanted = run.leavesOptional ? isSpokenFor(name, properties[name], run) : drawn;
    if (properties[name] === false || !isWanted || chosen.size >= maxProperties) continue;
    const added = add(name);
    if (chosen.size > maxProperties) for (const one of added) chosen.delete(one);
  }
  return chosen;

  /** Adds a property and what it brings along; gives the names that are new. */
  function add(name: string): readonly string[] {
    const added: string[] = [];
    const waiting = [name];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (chosen.has(next)) continue;
      run.scope.spend(1 / 2);
      chosen.add(next);
      added.push(next);
      if (!Object.hasOwn(dependentRequired, next)) continue;
      for (const required of dependentRequired[next] ?? []) waiting.push(required);
    }
    return added;
  }
}
