import { noConstraints, type Constraints } from './constraints.js';
import type { GenerationRun } from './generation-run.js';
import type { JsonSchema } from './json-schema.js';
import { mergeConstraints } from './merge-constraints.js';
import { readConstraints } from './read-constraints.js';
import { isRecord } from './resolve-reference.js';

/**
 * What a schema demands together with those it refers to and with what was demanded before; `undefined` if that
 * contradicts itself. A schema that refers back to itself adds nothing the second time.
 */
export function gatherConstraints(
  schema: JsonSchema,
  before: Constraints | undefined,
  run: GenerationRun,
): Constraints | undefined {
  if (schema === false) return undefined;
  // What is no schema at all demands nothing.
  if (!isRecord(schema)) return before ?? noConstraints;
  const own = readConstraints(schema);
  let constraints: Constraints | undefined = own;
  if (before !== undefined) {
    run.scope.spend(3 + (sizeOf(before) + sizeOf(own)) / 32);
    constraints = mergeConstraints(before, own);
  }
  for (const reference of own.references) {
    const target = run.scope.resolve(reference);
    if (constraints?.targets.includes(target) !== false) continue;
    run.references.push(target);
    constraints = gatherConstraints(
      target,
      { ...constraints, targets: [...constraints.targets, target] },
      run,
    );
  }
  for (const inner of own.allOf) {
    if (constraints === undefined) return undefined;
    constraints = gatherConstraints(inner, constraints, run);
  }
  return constraints;
}

function sizeOf(constraints: Constraints): number {
  const { properties, required, values, choices, allOf } = constraints;
  return (
    Object.keys(properties).length + required.length + (values?.length ?? 0) + choices.length + allOf.length
  );
}
