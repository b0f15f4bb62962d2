import { isFields } from '../json/request-reader.js';
import type { JsonSchema } from '@llmsim/core';
import type { SchemaProblem } from './schema-problem.js';

/**
 * Limits on the whole schema, from OpenAI's guide to structured outputs as of 2026. A level of nesting is a step into
 * a property or an item, and references are not followed: as the service's own Java library counts.
 */
const limits = { nesting: 10, properties: 5_000, enumMembers: 1_000, nameLength: 120_000 };

/** A single enum with more members than this may have only so many characters. */
const largeEnum = { members: 250, length: 15_000 };

/** Schemas within schemas that are looked at; what is nested deeper is over the limit anyway. */
const deepest = 1_000;

/**
 * Which limit of size a schema is over, if any. The words for nesting and for properties ("parameters") are the
 * service's; those for enums and names follow their pattern. The schema must be well formed.
 */
export function checkStrictSchemaSize(schema: JsonSchema): SchemaProblem | undefined {
  const total = { properties: 0, enumMembers: 0, nameLength: 0, nesting: 0 };
  let largest: SchemaProblem | undefined;

  function measure(node: unknown, nesting: number, depth: number): void {
    if (!isFields(node) || depth > deepest) return;
    total.nesting = Math.max(total.nesting, nesting);
    const members = Array.isArray(node['enum']) ? node['enum'] : [];
    const length = members.reduce<number>((sum, member) => sum + lengthOf(member), 0);
    if (members.length > largeEnum.members && length > largeEnum.length) {
      largest ??= overLimit(length, `characters in an enum of ${members.length} values`, largeEnum.length);
    }
    total.enumMembers += members.length;
    total.nameLength += length + lengthOf(node['const']);

    const { properties, items, anyOf } = node;
    if (isFields(properties)) {
      for (const name of Object.keys(properties)) {
        total.properties += 1;
        total.nameLength += name.length;
        measure(properties[name], nesting + 1, depth + 1);
      }
    }
    measure(items, nesting + 1, depth + 1);
    if (Array.isArray(anyOf)) for (const branch of anyOf) measure(branch, nesting, depth + 1);
    for (const keyword of ['$defs', 'definitions']) {
      const definitions = node[keyword];
      if (!isFields(definitions)) continue;
      for (const name of Object.keys(definitions)) {
        total.nameLength += name.length;
        measure(definitions[name], nesting, depth + 1);
      }
    }
  }

  measure(schema, 0, 0);
  if (total.nesting > limits.nesting) return overLimit(total.nesting, 'levels of nesting', limits.nesting);
  if (total.properties > limits.properties)
    return overLimit(total.properties, 'parameters', limits.properties);
  if (total.enumMembers > limits.enumMembers)
    return overLimit(total.enumMembers, 'enum values', limits.enumMembers);
  if (total.nameLength > limits.nameLength) {
    return overLimit(total.nameLength, 'characters of names and values', limits.nameLength);
  }
  return largest;
}

function overLimit(found: number, what: string, limit: number): SchemaProblem {
  return { path: [], message: `${found} ${what} exceeds limit of ${limit}.` };
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' ? value.length : 0;
}
