import { SchemaError } from './schema-error.js';
import type { JsonSchema } from './json-schema.js';
import { matchPattern } from './pattern/match-pattern.js';
import { parsePattern, type PatternNode } from './pattern/parse-pattern.js';
import { resolveReference } from './resolve-reference.js';

/**
 * Steps that generating and checking one value may take. A step is well below a microsecond, so that no schema,
 * however hostile, holds up the process for more than some 30 milliseconds; a strict schema at OpenAI's limit of
 * 5,000 properties takes about 30,000.
 */
const stepLimit = 60_000;

/** What the parts of one generation share: the document that references point into, and its allowance of work. */
export interface SchemaScope {
  readonly root: JsonSchema;
  /** What a `$ref` names. @throws SchemaError if it names nothing within the schema */
  resolve(reference: string): JsonSchema;
  /** The parsed `pattern`. @throws SchemaError for an expression that is not supported */
  pattern(source: string): PatternNode;
  /** Whether the `pattern` matches somewhere in the text; `false` too when that takes too long to find out. */
  matches(source: string, text: string): boolean;
  /** Takes from the allowance. @throws SchemaError when it is used up */
  spend(steps: number): void;
  /** Whether half of the allowance is gone: time to choose what is small. */
  isTired(): boolean;
}

/** The scope of one generation or check of a value of `root`. */
export function createSchemaScope(root: JsonSchema): SchemaScope {
  let left = stepLimit;
  const patterns = new Map<string, PatternNode>();
  const references = new Map<string, JsonSchema>();

  const scope: SchemaScope = {
    root,
    resolve(reference) {
      let schema = references.get(reference);
      if (schema === undefined) {
        schema = resolveReference(root, reference);
        if (schema === undefined)
          throw problem(`"$ref" names ${quote(reference)}, which is not in the schema.`);
        references.set(reference, schema);
      }
      return schema;
    },
    pattern(source) {
      let pattern = patterns.get(source);
      if (pattern === undefined) {
        scope.spend(source.length >> 3);
        pattern = parsePattern(source);
        if (pattern === undefined) {
          throw problem(
            `The pattern ${quote(source)} is not supported: it must be a regular expression without references to ` +
              'groups, look-behind and inline flags.',
          );
        }
        patterns.set(source, pattern);
      }
      return pattern;
    },
    matches(source, text) {
      scope.spend(3 + (text.length >> 5));
      const matched = matchPattern(scope.pattern(source), text, 20_000);
      if (matched === undefined) scope.spend(2_000);
      return matched ?? false;
    },
    spend(steps) {
      left -= steps;
      if (left < 0) {
        throw problem(
          `No value was found within ${stepLimit} steps: the schema is too large, too deep or contradicts itself.`,
        );
      }
    },
    isTired: () => left < stepLimit / 2,
  };
  return scope;
}

function problem(message: string): SchemaError {
  return new SchemaError(message);
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}...` : text);
}
