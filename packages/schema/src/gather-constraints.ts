import { noConstraints, type Constraints } from './constraints.js';
import type { GenerationRun } from './generation-run.js';
import type { JsonSchema } from './json-schema.js';
import { mergeConstraints } from './merge-constraints.js';
import { readConstraints } from './read-constraints.js';
import { isRecord } from './resolve-reference.js';

/** Keywords beside a `$ref` that leave it to the reference what is demanded. */
const remarks = new Set([
  '$ref',
  '$dynamicRef',
  '$recursiveRef',
  'description',
  'default',
  'examples',
  'title',
  '$defs',
  'definitions',
  '$schema',
]);

/**
 * What a schema demands together with those it refers to and with what was demanded before; `undefined` if that
 * contradicts itself. A schema that refers back to itself adds nothing the second time.
 * @param targets - schemas that references have led to on the way here, where nothing was demanded before
 */
export function gatherConstraints(
  schema: JsonSchema,
  before: Constraints | undefined,
  run: GenerationRun,
  targets: readonly JsonSchema[] = [],
): Constraints | undefined {
  if (schema === false) return undefined;
  // What is no schema at all demands nothing.
  if (!isRecord(schema)) return before ?? noConstraints;
  const own = readConstraints(schema);
  let constraints: Constraints | undefined = { ...own, targets };
  if (before !== undefined) {
    run.scope.spend(3 + (sizeOf(before) + sizeOf(own)) / 32);
    constraints = mergeConstraints(before, own);
  }
  for (const reference of own.references) {
    const target = run.scope.resolve(reference);
    if (constraints?.targets.includes(target) !== false) continue;
    run.references.push(target);
    const followed = [...constraints.targets, target];
    if (before === undefined && Object.keys(schema).every((keyword) => remarks.has(keyword))) {
      // Most references stand alone: then there is nothing to merge, and so nothing to check.
      constraints = withRemarks(own, gatherConstraints(target, undefined, run, followed));
    } else {
      constraints = gatherConstraints(target, { ...constraints, targets: followed }, run);
    }
  }
  for (const inner of own.allOf) {
    if (constraints === undefined) return undefined;
    constraints = gatherConstraints(inner, constraints, run);
  }
  return constraints;
}

/** What is remarked beside a reference counts more than what its target says. */
function withRemarks(beside: Constraints, target: Constraints | undefined): Constraints | undefined {
  if (target === undefined || (beside.description === undefined && beside.shown.length === 0)) return target;
  return {
    ...target,
    description: beside.description ?? target.description,
    shown: beside.shown.length > 0 ? beside.shown : target.shown,
  };
}

function sizeOf(constraints: Constraints): number {
  const { properties, required, values, choices, allOf } = constraints;
  return (
    Object.keys(properties).length + required.length + (values?.length ?? 0) + choices.length + allOf.length
  );
}
