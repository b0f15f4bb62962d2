import { matchesModel } from '@llmsim/core';
import type { Reader } from '../file/reader.js';
import type { Source } from '../file/source.js';
import type { Facts } from '../match/facts.js';
import { quote } from '../text/text-matcher.js';
import { points, simpleCondition, type Condition } from './condition.js';

interface NameField {
  readonly field: string;
  readonly named: string;
  readonly points: { readonly exact: number; readonly partial: number };
  readonly nameOf: (facts: Facts) => string | undefined;
}

/** One of several names, in which a `*` stands for any text. */
interface NameCondition extends Condition {
  readonly patterns: readonly string[];
}

function readNames(source: Source, reader: Reader, field: NameField): NameCondition | undefined {
  const patterns = reader.texts(source);
  if (patterns === undefined) return undefined;
  if (patterns.length === 0 || patterns.includes(''))
    return reader.wrong(source, 'a name, or a list of names');
  const isExact = patterns.every((pattern) => !pattern.includes('*'));
  const fits = (name: string | undefined) =>
    name !== undefined && patterns.some((pattern) => matchesModel(pattern, name));
  const patternsOf = (other: Condition) => (other as NameCondition).patterns;
  return {
    patterns,
    ...simpleCondition({
      field: field.field,
      key: `${field.field} ${JSON.stringify(patterns.toSorted())}`,
      points: isExact ? field.points.exact : field.points.partial,
      fixed: isExact ? 0 : Math.min(...patterns.map(({ length }) => length)),
      description: `${field.named} should be ${patterns.map(quote).join(' or ')}`,
      holds: (facts) => fits(field.nameOf(facts)),
      describeFound: (facts) => {
        const name = field.nameOf(facts);
        return name === undefined ? 'it is not known' : `it is ${quote(name)}`;
      },
      // A pattern that fits the other pattern, read as a name, fits all that the other does.
      covers: (other) => patternsOf(other).every(fits),
      excludes: (other) =>
        isExact && !patternsOf(other).some((theirs) => patterns.some((name) => matchesModel(theirs, name))),
    }),
  };
}

export const readModel = (source: Source, reader: Reader): Condition | undefined =>
  readNames(source, reader, {
    field: 'model',
    named: 'the model',
    points: points.model,
    nameOf: ({ model }) => model,
  });

export const readApi = (source: Source, reader: Reader): Condition | undefined =>
  readNames(source, reader, {
    field: 'api',
    named: 'the API',
    points: { exact: points.api, partial: points.api },
    nameOf: ({ api }) => api,
  });

export const readEndpoint = (source: Source, reader: Reader): Condition | undefined =>
  readNames(source, reader, {
    field: 'endpoint',
    named: 'the endpoint',
    points: { exact: points.endpoint, partial: points.endpoint },
    nameOf: ({ endpoint }) => endpoint,
  });
