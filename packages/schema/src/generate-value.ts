import { SchemaError } from './schema-error.js';
import type { JsonValue } from './json-schema.js';
import { randomInteger, type Random } from './random.js';
import { excludeEachOther, pickShown, pickValue, withNullAt } from './choose-among.js';
import { orderTypes, prefersNull } from './choose-type.js';
import type { Constraints, TypeName } from './constraints.js';
import { gatherConstraints } from './gather-constraints.js';
import { generateArray } from './generate-array.js';
import { generateBoolean, generateNumber } from './generate-number.js';
import { generateObject } from './generate-object.js';
import { generateString } from './generate-string.js';
import {
  type Found,
  type GenerationRun,
  giveUp,
  noValue,
  type Steps,
  type ValuePosition,
} from './generation-run.js';
import type { JsonSchema } from './json-schema.js';
import { createSchemaScope } from './schema-scope.js';
import { createTextHints } from './text-hints.js';
import { isValidInSteps, isValidValue } from './validate-value.js';

/** What a value may be made of besides its schema. */
export interface GenerateValueOptions {
  /**
   * A text of the conversation, from which proper names, quoted words, numbers and the like are taken over where
   * they fit. `undefined`: values are made up.
   */
  readonly text?: string | undefined;
  /**
   * Which optional properties an object gets: `most` of them (the default), or only those that the text `mentioned`
   * or that have a `default`, as a model fills the arguments of a function.
   */
  readonly optional?: 'most' | 'mentioned' | undefined;
  /**
   * Called with what the schema asks for that could not be followed, in a sentence each: a `pattern` that only a
   * backtracking engine can match. The value fits all else. `undefined`: nothing is called.
   */
  readonly onIgnored?: ((what: string) => void) | undefined;
}

/** Values nested deeper than this are not generated. OpenAI's strict schemas have at most 10 levels. */
const deepest = 100;

/** How often a value is generated for a schema that only a check can show it fits. */
const attempts = 24;

/** How often a reference may lead into itself before everything optional is left out. */
const fullRounds = 1;

/** How many more levels a value may have once a reference has led into itself too often; tried in this order. */
const remainingLevels = [0, 1, 2, 4, 8, 16];

/**
 * A value that fits the schema, with plausible content: the schema's own `examples` and `default`, what the
 * conversation names, else what properties of that name usually hold. The same schema and random numbers give the
 * same value. It takes some microseconds for each property, and never more than some 30 milliseconds.
 * @throws SchemaError, naming the place, if no value was found: the schema contradicts itself, is too
 * large or too deep, or uses a `$ref` or `pattern` that is not supported
 */
export function generateValue(
  schema: JsonSchema,
  random: Random,
  options: GenerateValueOptions = {},
): JsonValue {
  const steps = generateValueInSteps(schema, random, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/**
 * As `generateValue`, in steps of about a millisecond, so that a server can do other work in between.
 * @throws SchemaError as `generateValue`
 */
export function* generateValueInSteps(
  schema: JsonSchema,
  random: Random,
  options: GenerateValueOptions = {},
): Steps<JsonValue> {
  const scope = createSchemaScope(schema);
  const run: GenerationRun = {
    scope,
    random,
    hints: createTextHints(options.text ?? ''),
    isLean: false,
    leavesOptional: options.optional === 'mentioned',
    depthLimit: deepest,
    references: [],
    failure: undefined,
    generate: (inner, place) => generateNode(inner, place, run),
  };
  const value = yield* withinStack(schema, run);
  if (value === noValue) {
    const { pointer, reason } = run.failure ?? {
      pointer: '',
      reason: 'every value that was tried failed the check',
    };
    const where = pointer === '' ? '' : `at "${pointer.length > 80 ? `…${pointer.slice(-79)}` : pointer}" `;
    throw new SchemaError(`No value fits the schema: ${where}${reason}.`);
  }
  if (options.onIgnored !== undefined) for (const what of scope.ignored) options.onIgnored(what);
  return value as JsonValue;
}

/** A schema nested thousands of levels deep exhausts the stack before anything counts its levels. */
function* withinStack(schema: JsonSchema, run: GenerationRun): Steps<Found> {
  try {
    const found = yield* run.generate(schema, { pointer: '', name: undefined, depth: 0, variety: 0 });
    return found !== noValue && (yield* isValidInSteps(schema, found, run.scope)) ? found : noValue;
  } catch (error) {
    if (error instanceof RangeError) {
      throw new SchemaError('The schema is nested too deep for a value to be generated.');
    }
    throw error;
  }
}

function* generateNode(schema: JsonSchema, place: ValuePosition, run: GenerationRun): Steps<Found> {
  run.scope.spend(3);
  if (run.scope.isStepOver()) yield;
  if (place.depth > run.depthLimit)
    return giveUp(run, place, `the value would have more than ${run.depthLimit} levels`);
  const before = run.references.length;
  const constraints = gatherConstraints(schema, undefined, run);
  let value: Found;
  if (constraints === undefined) value = giveUp(run, place, 'what is demanded contradicts itself');
  else if (leadsIntoItself(before, run))
    value = yield* withFewLevels(place, run, () => generateChecked(schema, constraints, place, run));
  else value = yield* generateChecked(schema, constraints, place, run);
  run.references.length = before;
  return value;
}

/** Whether a reference that was followed just now has been followed too often on the way here. */
function leadsIntoItself(from: number, run: GenerationRun): boolean {
  if (run.depthLimit < deepest) return false;
  const { references } = run;
  for (let i = from; i < references.length; i += 1) {
    let rounds = 0;
    for (let j = 0; j < from; j += 1) if (references[j] === references[i]) rounds += 1;
    if (rounds >= fullRounds) return true;
  }
  return false;
}

/** Generates a value without what is optional and with as few further levels as the schema permits. */
function* withFewLevels(
  place: ValuePosition,
  run: GenerationRun,
  generate: () => Steps<Found>,
): Steps<Found> {
  const { isLean, depthLimit } = run;
  run.isLean = true;
  let value: Found = noValue;
  for (const levels of remainingLevels) {
    run.depthLimit = Math.min(depthLimit, place.depth + levels);
    value = yield* generate();
    if (value !== noValue) break;
  }
  run.isLean = isLean;
  run.depthLimit = depthLimit;
  return value;
}

function* generateChecked(
  schema: JsonSchema,
  constraints: Constraints,
  place: ValuePosition,
  run: GenerationRun,
): Steps<Found> {
  const accepts = (value: unknown) => isValidValue(schema, value, run.scope);
  if (place.variety === 0) {
    const shown = pickShown(constraints, run, accepts);
    if (shown !== noValue) return shown;
  }
  if (!constraints.mustCheck && constraints.values === undefined)
    return yield* fillType(constraints, place, run);

  const { isLean } = run;
  // Where there is nothing at all, another attempt helps only if it is the first to leave out what is optional.
  let chances = isLean ? 1 : 3;
  let value: Found = noValue;
  // Every other attempt does: it may make only one of two branches hold.
  for (let attempt = 0; attempt < attempts && chances > 0; attempt += 1) {
    run.isLean = isLean || attempt % 2 === 1;
    value = yield* fillChoices(
      constraints,
      { ...place, variety: place.variety + (attempt >> 1) },
      run,
      accepts,
    );
    if (value === noValue) chances -= 1;
    else if (accepts(value)) break;
    else
      value = giveUp(
        run,
        place,
        'every value that was tried failed "oneOf", "not" or another keyword that only a check can decide',
      );
  }
  run.isLean = isLean;
  return value;
}

/** Decides for one branch of each choice, and fills what is demanded then. */
function* fillChoices(
  constraints: Constraints,
  place: ValuePosition,
  run: GenerationRun,
  accepts: (value: unknown) => boolean,
): Steps<Found> {
  const [choice, ...others] = constraints.choices;
  if (choice === undefined) {
    return constraints.values === undefined
      ? yield* fillType(constraints, place, run)
      : pickValue(constraints, place, run, accepts);
  }
  const rest = { ...constraints, choices: others };
  const branches =
    choice.isExclusive && place.variety > 1 ? excludeEachOther(choice.branches) : choice.branches;
  const start =
    run.isLean && place.variety === 0 ? 0 : randomInteger(run.random, Math.max(1, branches.length));
  const nullFirst = prefersNull(run);
  run.scope.spend(branches.length >> 3);
  const ordered = withNullAt(nullFirst, [...branches.slice(start), ...branches.slice(0, start)]);

  let value: Found = giveUp(run, place, 'no branch of "anyOf" or "oneOf" can hold');
  for (const branch of ordered) {
    const before = run.references.length;
    const merged = gatherConstraints(branch, rest, run);
    if (merged === undefined) {
      value = giveUp(run, place, 'what is demanded contradicts itself');
    } else if (leadsIntoItself(before, run)) {
      value = yield* withFewLevels(place, run, () => fillChoices(merged, place, run, accepts));
    } else {
      value = yield* fillChoices(merged, place, run, accepts);
    }
    run.references.length = before;
    if (value !== noValue) return value;
  }
  return value;
}

function* fillType(constraints: Constraints, place: ValuePosition, run: GenerationRun): Steps<Found> {
  let value: Found = giveUp(run, place, 'what is demanded contradicts itself');
  for (const type of orderTypes(constraints, place, run)) {
    value = yield* generateOfType(type, constraints, place, run);
    if (value !== noValue) return value;
  }
  return value;
}

function* generateOfType(
  type: TypeName,
  constraints: Constraints,
  place: ValuePosition,
  run: GenerationRun,
): Steps<Found> {
  switch (type) {
    case 'object':
      return yield* generateObject(constraints, place, run);
    case 'array':
      return yield* generateArray(constraints, place, run);
    case 'string':
      return generateString(constraints, place, run);
    case 'number':
    case 'integer':
      return generateNumber(constraints, type === 'integer', place, run);
    case 'boolean':
      return generateBoolean(run);
    case 'null':
      return null;
    default:
      return giveUp(run, place, `there is no type ${JSON.stringify(type)}`);
  }
}
