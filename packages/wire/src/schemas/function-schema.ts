import { isFields, type Fields } from '../json/request-reader.js';
import { checkMetaSchema, schemasWithin } from './meta-schema.js';
import { pythonOf, tupleOf } from './python-notation.js';
import { pathTo, type SchemaPlace, type SchemaProblem } from './schema-problem.js';

interface PlacedSchema {
  readonly schema: unknown;
  readonly place: SchemaPlace | undefined;
}

const combinators = ['oneOf', 'anyOf', 'allOf', 'enum', 'not'];

/**
 * What the service refuses in the parameters of any function, also of one that is not strict: another root than a
 * plain object schema, what is no schema, arrays without `items`, references to nothing. `{}` is a function without
 * parameters.
 *
 * Sources: refusals quoted in public reports, 2024-07 to 2026-09. The words for a reference to nothing are quoted in
 * the change log of neoneye/PlanExe (0.4.8, October 2025) and in that of superset-studio/majordomo-llm (2026).
 */
export function checkFunctionParameters(schema: Fields): SchemaProblem | undefined {
  if (Object.keys(schema).length === 0) return undefined;
  return checkRoot(schema) ?? checkMetaSchema(schema) ?? checkParts(schema);
}

/** The root is an object schema, and no choice between several. */
export function checkRoot(schema: unknown): SchemaProblem | undefined {
  const type = isFields(schema) ? schema['type'] : undefined;
  if (!isFields(schema) || type !== 'object') {
    const found = typeof type === 'string' ? type : Array.isArray(type) ? pythonOf(type) : 'None';
    return { path: [], message: `schema must be a JSON Schema of 'type: "object"', got 'type: "${found}"'.` };
  }
  if (combinators.some((keyword) => Object.hasOwn(schema, keyword))) {
    return {
      path: [],
      message:
        "schema must have type 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level.",
    };
  }
  return undefined;
}

function checkParts(root: Fields): SchemaProblem | undefined {
  if (!isFields(root['properties'])) return problemAt(undefined, 'object schema missing properties.');
  const checkReference = createReferenceCheck(root);
  const waiting: PlacedSchema[] = [{ schema: root, place: undefined }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { schema, place } = next;
    if (!isFields(schema)) continue;
    const problem = checkArray(schema, place) ?? checkReference(schema, place);
    if (problem !== undefined) return problem;
    // From the last to the first, so that the first is looked at next.
    const inner = [...schemasWithin(schema, place)];
    for (let i = inner.length - 1; i >= 0; i -= 1) waiting.push(inner[i] as (typeof inner)[number]);
  }
  return undefined;
}

/** The first reference in a schema that names nothing. The schema must be well formed. */
export function checkReferences(root: unknown): SchemaProblem | undefined {
  const checkReference = createReferenceCheck(root);
  const waiting: PlacedSchema[] = [{ schema: root, place: undefined }];
  for (const { schema, place } of waiting) {
    if (!isFields(schema)) continue;
    const problem = checkReference(schema, place);
    if (problem !== undefined) return problem;
    for (const inner of schemasWithin(schema, place)) waiting.push(inner);
  }
  return undefined;
}

function checkArray(schema: Fields, place: SchemaPlace | undefined): SchemaProblem | undefined {
  const { type, items } = schema;
  if (items !== undefined) return undefined;
  if (type === 'array') return problemAt(place, 'array schema missing items.');
  const index = Array.isArray(type) ? type.indexOf('array') : -1;
  if (index === -1) return undefined;
  // The service looks at each type as at a schema of its own, and says so in the path.
  const ofTypes: SchemaPlace = { parent: place, key: 'type' };
  return problemAt({ parent: ofTypes, key: String(index) }, 'array schema missing items.');
}

/** Checks whether what references name is in the schema. Its anchors are gathered once, when a reference needs them. */
function createReferenceCheck(
  root: unknown,
): (schema: Fields, place: SchemaPlace | undefined) => SchemaProblem | undefined {
  const found = new Map<string, boolean>();
  let anchors: ReadonlySet<unknown> | undefined;
  return (schema, place) => {
    const reference = schema['$ref'];
    if (typeof reference !== 'string') return undefined;
    let isThere = found.get(reference);
    if (isThere === undefined) {
      isThere =
        isFields(root) &&
        (isAnchor(reference)
          ? (anchors ??= anchorsOf(root)).has(reference)
          : leadsSomewhere(root, reference));
      found.set(reference, isThere);
    }
    if (isThere) return undefined;
    return problemAt(place, `reference to component '${reference}' which was not found in the schema.`);
  };
}

function isAnchor(reference: string): boolean {
  return /^#[^/]/.test(reference);
}

/** Whether a pointer leads to a schema. What is within something with an identifier is taken for granted. */
function leadsSomewhere(root: Fields, reference: string): boolean {
  if (reference === '#') return true;
  if (!reference.startsWith('#')) return Object.hasOwn(root, '$id');
  let at: unknown = root;
  for (const part of reference.slice(2).split('/')) {
    const name = decodePart(part);
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return false;
    at = (at as Readonly<Record<string, unknown>>)[name];
  }
  return isFields(at) || typeof at === 'boolean';
}

/** The references by which a schema's anchors, and identifiers that are written as such, are named. */
function anchorsOf(root: Fields): ReadonlySet<unknown> {
  const anchors = new Set<unknown>();
  const waiting: unknown[] = [root];
  for (const schema of waiting) {
    if (!isFields(schema)) continue;
    const { $anchor, $dynamicAnchor, $id, id } = schema;
    for (const name of [$anchor, $dynamicAnchor]) if (typeof name === 'string') anchors.add(`#${name}`);
    anchors.add($id).add(id);
    for (const inner of schemasWithin(schema, undefined)) waiting.push(inner.schema);
  }
  return anchors;
}

function decodePart(part: string): string {
  let text = part;
  try {
    text = decodeURIComponent(part);
  } catch {
    // A stray percent sign is itself.
  }
  return text.replaceAll('~1', '/').replaceAll('~0', '~');
}

function problemAt(place: SchemaPlace | undefined, rest: string): SchemaProblem {
  const path = pathTo(place);
  return { path, message: `In context=${tupleOf(path)}, ${rest}` };
}
