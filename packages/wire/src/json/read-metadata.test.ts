import { refusalOf } from '@llmsim/core/testing';
import { readMetadata } from './read-metadata.js';

const pairs = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v']));

describe('readMetadata', () => {
  it.each([
    ['nothing', {}, {}],
    ['null', { metadata: null }, {}],
    ['16 pairs', { metadata: pairs(16) }, pairs(16)],
    [
      'the longest name and value',
      { metadata: { ['k'.repeat(64)]: 'v'.repeat(512) } },
      { ['k'.repeat(64)]: 'v'.repeat(512) },
    ],
  ])('accepts %s', (_name, body, expected) => {
    expect(readMetadata(body)).toEqual(expected);
  });

  it.each([
    [
      'a text',
      'x',
      "Invalid type for 'metadata': expected a metadata object, but got a string instead.",
      'metadata',
      'invalid_type',
    ],
    [
      '17 pairs',
      pairs(17),
      "Invalid 'metadata': too many properties. Expected an object with at most 16 properties, but got an object with 17 properties instead.",
      'metadata',
      'object_above_max_properties',
    ],
    [
      'a long value',
      { k: 'v'.repeat(513) },
      "Invalid 'metadata.k': string too long. Expected a string with maximum length 512, but got a string with length 513 instead.",
      'metadata.k',
      'string_above_max_length',
    ],
    [
      'a long name',
      { ['k'.repeat(65)]: 'v' },
      "Invalid property name in 'metadata': 'kkk...kkk' is too long. Expected a string with maximum length 64, but got a string with length 65 instead.",
      `metadata.${'k'.repeat(65)}`,
      'property_name_above_max_length',
    ],
    [
      'a number as value',
      { k: 7 },
      "Invalid type for 'metadata.k': expected a string, but got an integer instead.",
      'metadata.k',
      'invalid_type',
    ],
  ])('refuses %s', (_name, metadata, message, param, code) => {
    expect(refusalOf(() => readMetadata({ metadata }))).toEqual({
      kind: 'invalid-request',
      message,
      param,
      code,
    });
  });
});
