import { seededRandom } from '../fixtures/seeded-random.js';
import { noConstraints } from './constraints.js';
import { gatherConstraints } from './gather-constraints.js';
import type { GenerationRun } from './generation-run.js';
import type { JsonSchema } from './json-schema.js';
import { createSchemaScope } from './schema-scope.js';
import { createTextHints } from './text-hints.js';

function createRun(root: JsonSchema): GenerationRun {
  return {
    scope: createSchemaScope(root),
    random: seededRandom(1),
    hints: createTextHints(''),
    isLean: false,
    leavesOptional: false,
    depthLimit: 100,
    references: [],
    failure: undefined,
    generate: () => {
      throw new Error('Nothing is generated here.');
    },
  };
}

function gather(schema: JsonSchema) {
  return gatherConstraints(schema, undefined, createRun(schema));
}

describe('gatherConstraints', () => {
  it('knows everything and nothing', () => {
    expect(gather(true)).toEqual(noConstraints);
    expect(gather(false)).toBeUndefined();
  });

  it('puts a schema, its reference and its allOf together', () => {
    const schema = {
      minLength: 2,
      $ref: '#/$defs/short',
      allOf: [{ type: 'string' }, { allOf: [{ pattern: '^a' }] }],
      $defs: { short: { maxLength: 5 } },
    };
    expect(gather(schema)).toMatchObject({ types: ['string'], minLength: 2, maxLength: 5, patterns: ['^a'] });
  });

  it('notes where references led', () => {
    const target = { type: 'string' };
    const schema = { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: target } };
    const run = createRun(schema);
    gatherConstraints(schema, undefined, run);
    expect(run.references).toEqual([schema.$defs.a, target]);
  });

  it('adds nothing the second time a reference leads to the same schema', () => {
    const schema = { type: 'string', $ref: '#', minLength: 3 };
    expect(gather(schema)).toMatchObject({ types: ['string'], minLength: 3, targets: [schema] });
  });

  it('continues what was demanded before', () => {
    const before = gather({ type: ['string', 'number'] });
    expect(gatherConstraints({ type: ['number', 'null'] }, before, createRun(true))).toMatchObject({
      types: ['number'],
    });
    expect(gatherConstraints({ type: 'null' }, before, createRun(true))).toBeUndefined();
  });

  it('notices a contradiction anywhere', () => {
    expect(gather({ type: 'string', allOf: [true, { allOf: [{ type: 'null' }] }] })).toBeUndefined();
    expect(gather({ allOf: [{ type: 'string' }, false] })).toBeUndefined();
  });
});
