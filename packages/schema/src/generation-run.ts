import type { Random } from './random.js';
import type { JsonSchema } from './json-schema.js';
import type { SchemaScope } from './schema-scope.js';
import type { TextHints } from './text-hints.js';

/** Where in the value that is being generated a part of it stands. */
export interface ValuePosition {
  /** JSON pointer; empty for the whole value. */
  readonly pointer: string;
  /** Name of the property, or of the property whose list this is an item of; `undefined` for the whole value. */
  readonly name: string | undefined;
  /** How many objects and arrays it is in. */
  readonly depth: number;
  /** How often a value for this place was refused, so that the next one strays farther from the usual. */
  readonly variety: number;
}

/** That no value was found. Not `undefined`, so that it cannot be mistaken for a missing return. */
export const noValue = Symbol('no value');

/** Work in steps of about a millisecond, between which others can do theirs. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** A generated value, or that there is none. */
export type Found = unknown;

/** The state of one generation. Its parts read and change it as they go down into the value. */
export interface GenerationRun {
  readonly scope: SchemaScope;
  readonly random: Random;
  readonly hints: TextHints;
  /** What is left out if it may be: optional properties and items. */
  isLean: boolean;
  /** Whether optional properties are left out unless the text or a default speaks for them. */
  readonly leavesOptional: boolean;
  /** The greatest depth that a value may have. */
  depthLimit: number;
  /** Targets of the references that led here, outermost first. */
  readonly references: JsonSchema[];
  /** Why the last part failed for which no value was found, and where. */
  failure: { readonly pointer: string; readonly reason: string } | undefined;
  /** Generates a value of a schema. */
  generate(schema: JsonSchema, place: ValuePosition): Steps<Found>;
}

/** Notes why there is no value for a place. */
export function giveUp(run: GenerationRun, place: ValuePosition, reason: string): typeof noValue {
  run.failure = { pointer: place.pointer, reason };
  return noValue;
}

/** The place of an item or property of the value at `place`. */
export function positionWithin(
  place: ValuePosition,
  step: string | number,
  name: string | undefined,
): ValuePosition {
  const escaped = typeof step === 'number' ? step : step.replaceAll('~', '~0').replaceAll('/', '~1');
  return { pointer: `${place.pointer}/${escaped}`, name, depth: place.depth + 1, variety: 0 };
}
