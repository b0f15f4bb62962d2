import type { JsonSchema } from '@llmsim/schema';
import type { SimMessage } from '../turn/sim-request.js';
import { lastUserText, textOfMessage } from '../turn/text-of-message.js';
import { objectsInText } from './objects-in-text.js';

/** What the instructions for a JSON object ask for. */
export interface InstructedJson {
  readonly schema: JsonSchema;
  /** The last message of the user without the schema, if that was in it. */
  readonly text: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** At most so many keys are taken from quotes. */
const mostKeys = 12;

/** How much of a message is searched for words in quotes, in UTF-16 units. */
const readLength = 4_000;

/** How deep an example is followed. */
const deepest = 6;

/**
 * What the messages of the user and the instructions want a JSON object to be like: the last JSON Schema in them, else
 * an object like the last one that they show, else one with the keys that they put in quotes, as in: answer with the
 * keys "name" and "age".
 */
export function schemaOfInstructions(messages: readonly SimMessage[]): InstructedJson {
  const instructions = messages
    .filter(({ role }) => role !== 'assistant' && role !== 'tool')
    .map(textOfMessage);
  const text = lastUserText(messages);
  let example: InstructedJson | undefined;
  for (const one of instructions.toReversed()) {
    for (const { value, from, to } of objectsInText(one).toReversed()) {
      const without = one === text ? text.slice(0, from) + text.slice(to) : text;
      const schema = schemaWithin(value, 0);
      if (schema !== undefined) return { schema, text: without };
      if (Object.keys(value).length > 0) example ??= { schema: schemaOfExample(value, 0), text: without };
    }
  }
  return example ?? { schema: schemaOfQuotes(instructions), text };
}

/** The schema of an object that is one, or that wraps one: `{"name": "person", "schema": {…}}`. */
function schemaWithin(value: unknown, depth: number): JsonSchema | undefined {
  if (!isFields(value) || depth > 3) return undefined;
  if (isObjectSchema(value)) return value['type'] === undefined ? { ...value, type: 'object' } : value;
  for (const key of ['schema', 'json_schema', 'parameters', 'input_schema']) {
    const schema = schemaWithin(value[key], depth + 1);
    if (schema !== undefined) return schema;
  }
  return undefined;
}

function isObjectSchema({
  type,
  properties,
  $ref,
  $defs,
  definitions,
  anyOf,
  oneOf,
  allOf,
  ...rest
}: Fields): boolean {
  if (type !== undefined && type !== 'object') return false;
  if (isFields(properties))
    return Object.values(properties).every((one) => isFields(one) || typeof one === 'boolean');
  if (typeof $ref === 'string') return isFields($defs) || isFields(definitions);
  if ([anyOf, oneOf, allOf].some((list) => Array.isArray(list) && list.length > 0 && list.every(isFields)))
    return true;
  return type === 'object' && ('additionalProperties' in rest || 'patternProperties' in rest);
}

/** Names of types that stand for values in examples: `{"name": "string", "age": "integer"}`. */
const typeNames: Readonly<Record<string, JsonSchema>> = {
  string: { type: 'string' },
  str: { type: 'string' },
  number: { type: 'number' },
  float: { type: 'number' },
  integer: { type: 'integer' },
  int: { type: 'integer' },
  boolean: { type: 'boolean' },
  bool: { type: 'boolean' },
};

function schemaOfExample(value: unknown, depth: number): JsonSchema {
  if (depth > deepest || value === null) return true;
  if (Array.isArray(value)) {
    return {
      type: 'array',
      items: value.length === 0 ? true : schemaOfExample(value[0], depth + 1),
      minItems: 1,
    };
  }
  if (isFields(value)) {
    const properties = Object.entries(value).map(([key, inner]) => [key, schemaOfExample(inner, depth + 1)]);
    return {
      type: 'object',
      properties: Object.fromEntries(properties) as Fields,
      required: Object.keys(value),
    };
  }
  if (typeof value === 'string') {
    const name = value.toLowerCase();
    return Object.hasOwn(typeNames, name) ? (typeNames[name] as JsonSchema) : { type: 'string' };
  }
  if (typeof value === 'number') return { type: Number.isInteger(value) ? 'integer' : 'number' };
  return { type: 'boolean' };
}

function schemaOfQuotes(texts: readonly string[]): JsonSchema {
  const keys = new Set<string>();
  for (const text of texts) {
    for (const match of text.slice(0, readLength).matchAll(/(["'`])([A-Za-z_]\w{0,40})\1/g)) {
      const key = match[2] as string;
      if (key.toLowerCase() !== 'json' && keys.size < mostKeys) keys.add(key);
    }
  }
  if (keys.size === 0) keys.add('answer');
  return {
    type: 'object',
    properties: Object.fromEntries(Array.from(keys, (key) => [key, true])),
    required: [...keys],
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
