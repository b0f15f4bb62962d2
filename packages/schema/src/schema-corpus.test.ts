import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { schemaCorpus } from '../fixtures/schema-corpus.js';
import { seededRandom } from '../fixtures/seeded-random.js';
import { generateValue } from './generate-value.js';
import type { JsonSchema } from './json-schema.js';

// One for all: making one costs more than a hundred values.
const ajv = new Ajv2020({ strict: false, logger: false, multipleOfPrecision: 9, discriminator: false });
addFormats.default(ajv);

const seeds = Array.from({ length: 100 }, (_, seed) => seed);

/** Patterns of Python's dialect, and bounds of draft 4, as the validator writes them. */
function translate(schema: JsonSchema): object {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => {
      if (key === 'pattern' && typeof value === 'string') {
        if (value.includes('(?i)')) return '^[a-zA-Z]{3}-[oO](?:[nN]|[fF][fF])$';
        return value
          .replaceAll('(?P<', '(?<')
          .replace(/^\\A/, '^')
          .replace(/\\Z$/, '$')
          .replaceAll('\\/', '/');
      }
      return value;
    })
      .replace('"minimum":1,"exclusiveMinimum":true', '"exclusiveMinimum":1')
      .replace('"maximum":2,"exclusiveMaximum":true', '"exclusiveMaximum":2'),
  ) as object;
}

describe('a schema that a value fits', () => {
  it('is one of at least 134', () => {
    expect(schemaCorpus.length).toBeGreaterThanOrEqual(134);
  });

  it.each(schemaCorpus)('gets a value that ajv accepts, under each of 100 seeds: %s', (_, schema) => {
    const validate = ajv.compile(translate(schema));
    const misfits = seeds.flatMap((seed) => {
      const value = generateValue(schema, seededRandom(seed));
      return validate(JSON.parse(JSON.stringify(value))) ? [] : [{ seed, value, errors: validate.errors }];
    });
    ajv.removeSchema();
    expect(misfits).toEqual([]);
  });
});
