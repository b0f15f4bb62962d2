import { randomInteger } from './random.js';
import { noConstraints, type Constraints, type TypeName } from './constraints.js';
import type { GenerationRun, ValuePosition } from './generation-run.js';
import { soundsNumeric } from './plausible-values.js';

/** How often a value that may be null is null, other things being possible. */
const shareOfNull = 1 / 8;

/** Whether null is the first thing to try where it is allowed: now and then, and always where room is short. */
export function prefersNull(run: GenerationRun): boolean {
  return run.isLean || run.scope.isTired() || run.random.next() < shareOfNull;
}

/** The types to try, the one that is wanted first. */
export function orderTypes(
  constraints: Constraints,
  place: ValuePosition,
  run: GenerationRun,
): readonly TypeName[] {
  const { types } = constraints;
  if (types === undefined) return [inferType(constraints, place), 'null', 'boolean'];
  if (types.length === 1) return types;
  const others = types.filter((type) => type !== 'null');
  const start = randomInteger(run.random, Math.max(1, others.length));
  const ordered = [...others.slice(start), ...others.slice(0, start)];
  if (others.length === types.length) return ordered;
  return prefersNull(run) ? ['null', ...ordered] : [...ordered, 'null'];
}

/** Keywords say which type their author had in mind; a schema without any is a text, or a number by its name. */
function inferType(constraints: Constraints, place: ValuePosition): TypeName {
  const none = noConstraints;
  const hasKeys = (map: object) => Object.keys(map).length > 0;
  const { properties, required, patternProperties, additionalProperties, minProperties } = constraints;
  if (hasKeys(properties) || required.length > 0 || hasKeys(patternProperties)) return 'object';
  if (additionalProperties !== undefined || minProperties > 0 || constraints.propertyNames.length > 0)
    return 'object';
  const { prefixItems, items, contains, minItems } = constraints;
  if (prefixItems.length > 0 || items !== undefined || contains.length > 0 || minItems > 0) return 'array';
  const { minLength, maxLength, patterns, formats } = constraints;
  if (minLength > 0 || maxLength < none.maxLength || patterns.length > 0 || formats.length > 0)
    return 'string';
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = constraints;
  if (minimum > none.minimum || maximum < none.maximum || multipleOf !== undefined) return 'number';
  if (exclusiveMinimum > none.exclusiveMinimum || exclusiveMaximum < none.exclusiveMaximum) return 'number';
  return soundsNumeric(place.name) ? 'integer' : 'string';
}
