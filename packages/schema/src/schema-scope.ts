import { SchemaError } from './schema-error.js';
import type { JsonSchema } from './json-schema.js';
import { createMachine, type Machine } from './pattern/machine.js';
import { matchPattern } from './pattern/match-pattern.js';
import { parsePattern, type PatternNode } from './pattern/parse-pattern.js';
import { resolveReference } from './resolve-reference.js';

/**
 * Steps that generating and checking one value may take. A step is well below a microsecond, so that no schema,
 * however hostile, holds up the process for more than some 30 milliseconds; a strict schema at OpenAI's limit of
 * 5,000 properties takes about 30,000.
 */
const stepLimit = 60_000;

/** So many steps take a millisecond or so. */
const stepsAtOnce = 2000;

/** What the parts of one generation share: the document that references point into, and its allowance of work. */
export interface SchemaScope {
  readonly root: JsonSchema;
  /** What a `$ref` names. @throws SchemaError if it names nothing within the schema */
  resolve(reference: string): JsonSchema;
  /** The parsed `pattern`; `undefined`, and noted, for an expression that is not supported. */
  pattern(source: string): PatternNode | undefined;
  /**
   * Whether the `pattern` matches somewhere in the text; `false` too when that takes too long to find out. One that is
   * not supported matches every text.
   */
  matches(source: string, text: string): boolean;
  /** The machine of the texts that all of these patterns match; those that are not supported are left out. */
  machine(sources: readonly string[]): Machine;
  /** What was asked for and could not be followed, each said once. */
  readonly ignored: ReadonlySet<string>;
  /** Takes from the allowance. @throws SchemaError when it is used up */
  spend(steps: number): void;
  /** Whether the steps that were spent since the last `true` take a millisecond or so. */
  isStepOver(): boolean;
  /** Whether half of the allowance is gone: time to choose what is small. */
  isTired(): boolean;
}

/** Machines made lately, by their patterns: requests repeat their schemas. */
const recent = new Map<string, Machine>();
const mostRecent = 64;

function recentMachine(key: string, create: () => Machine): Machine {
  const machine = recent.get(key) ?? create();
  recent.delete(key);
  recent.set(key, machine);
  const [oldest] = recent.keys();
  if (recent.size > mostRecent && oldest !== undefined) recent.delete(oldest);
  return machine;
}

/** The scope of one generation or check of a value of `root`. */
export function createSchemaScope(root: JsonSchema): SchemaScope {
  let left = stepLimit;
  let leftBefore = left;
  const patterns = new Map<string, PatternNode | undefined>();
  const references = new Map<string, JsonSchema>();

  const machines = new Map<string, Machine>();
  const ignored = new Set<string>();

  const scope: SchemaScope = {
    root,
    ignored,
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
      if (patterns.has(source)) return patterns.get(source);
      scope.spend(source.length >> 3);
      const pattern = parsePattern(source);
      if (pattern === undefined) {
        ignored.add(
          `The pattern ${quote(source)} is not followed: only a regular expression without references to groups, ` +
            'look-behind, conditions and atomic groups is.',
        );
      }
      patterns.set(source, pattern);
      return pattern;
    },
    matches(source, text) {
      scope.spend(3 + (text.length >> 5));
      const pattern = scope.pattern(source);
      if (pattern === undefined) return true;
      const matched = matchPattern(pattern, text, 20_000);
      if (matched === undefined) scope.spend(2_000);
      return matched ?? false;
    },
    machine(sources) {
      const key = sources.join('\n');
      let machine = machines.get(key);
      if (machine === undefined) {
        machine = recentMachine(key, () =>
          createMachine(
            sources.map((source) => scope.pattern(source)).filter((pattern) => pattern !== undefined),
          ),
        );
        machines.set(key, machine);
        // The same whether it was remembered or not, so that the value does not depend on what was asked before.
        scope.spend(machine.cost);
      }
      return machine;
    },
    spend(steps) {
      left -= steps;
      if (left < 0) {
        throw problem(
          `No value was found within ${stepLimit} steps: the schema is too large, too deep or contradicts itself.`,
        );
      }
    },
    isStepOver() {
      if (leftBefore - left < stepsAtOnce) return false;
      leftBefore = left;
      return true;
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
