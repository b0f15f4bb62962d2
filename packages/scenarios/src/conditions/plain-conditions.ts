import type { Reader } from '../file/reader.js';
import type { Source } from '../file/source.js';
import type { Facts } from '../match/facts.js';
import { points, simpleCondition, type Condition } from './condition.js';

/** One of several numbers. */
interface NumberCondition extends Condition {
  readonly numbers: readonly number[];
}

function readNumbers(
  source: Source,
  reader: Reader,
  field: string,
  named: string,
  numberOf: (facts: Facts) => number,
): Condition | undefined {
  const numbers = reader.counts(source, 1);
  if (numbers === undefined) return undefined;
  if (numbers.length === 0) return reader.wrong(source, 'a whole number from 1, or a list of them');
  const numbersOf = (other: Condition) => (other as NumberCondition).numbers;
  const condition: NumberCondition = {
    numbers,
    ...simpleCondition({
      field,
      key: `${field} ${JSON.stringify(numbers.toSorted((a, b) => a - b))}`,
      points: points.number,
      description: `${named} should be ${numbers.join(' or ')}`,
      holds: (facts) => numbers.includes(numberOf(facts)),
      describeFound: (facts) => `it is ${numberOf(facts)}`,
      covers: (other) => numbersOf(other).every((number) => numbers.includes(number)),
      excludes: (other) => !numbersOf(other).some((number) => numbers.includes(number)),
    }),
  };
  return condition;
}

/** How many turns the conversation has with this one. */
export const readTurn = (source: Source, reader: Reader): Condition | undefined =>
  readNumbers(source, reader, 'turn', 'the turn of the conversation', ({ runs }) => runs.length + 1);

/** How often the same request was made, this time included. */
export const readAttempt = (source: Source, reader: Reader): Condition | undefined =>
  readNumbers(source, reader, 'attempt', 'the attempt', ({ attempt }) => attempt + 1);

export function readImages(source: Source, reader: Reader): Condition | undefined {
  const wanted = reader.boolean(source);
  if (wanted === undefined) return undefined;
  return simpleCondition({
    field: 'images',
    key: `images ${wanted}`,
    points: points.images,
    description: `the conversation should have ${wanted ? 'an image' : 'no image'}`,
    holds: ({ hasImages }) => hasImages === wanted,
    describeFound: ({ hasImages }) => (hasImages ? 'it has one' : 'it has none'),
    excludes: ({ key }) => key !== `images ${wanted}`,
  });
}
