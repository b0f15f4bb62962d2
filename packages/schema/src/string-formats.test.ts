import { fullFormats } from 'ajv-formats/dist/formats.js';
import { seededRandom } from '../fixtures/seeded-random.js';
import { isFormat, makeFormat } from './string-formats.js';

const standard = [
  'date',
  'time',
  'date-time',
  'iso-time',
  'iso-date-time',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uri',
  'url',
  'uri-reference',
  'uri-template',
  'uuid',
  'json-pointer',
  'relative-json-pointer',
  'regex',
  'byte',
] as const;
const others = [
  'idn-email',
  'idn-hostname',
  'iri',
  'iri-reference',
  'base64',
  'base64url',
  'cidrv4',
  'cidrv6',
  'e164',
  'cuid',
  'cuid2',
  'ulid',
  'nanoid',
];

function make(format: string): readonly string[] {
  return Array.from({ length: 100 }, (_, seed) => makeFormat(format, seededRandom(seed)) as string);
}

function acceptsStandard(format: (typeof standard)[number], text: string): boolean {
  const definition = fullFormats[format];
  if (definition instanceof RegExp) return definition.test(text);
  const validate = typeof definition === 'object' ? definition.validate : definition;
  return (validate as (text: string) => boolean)(text);
}

describe('makeFormat', () => {
  it.each(standard)('writes %s as ajv-formats reads it', (format) => {
    for (const text of make(format)) expect([text, acceptsStandard(format, text)]).toEqual([text, true]);
  });

  it.each([...standard, ...others])('writes %s as isFormat reads it', (format) => {
    for (const text of make(format)) expect([text, isFormat(format, text)]).toEqual([text, true]);
  });

  it.each(['phone', 'toString', ''])('does not know %p', (format) => {
    expect(makeFormat(format, seededRandom(1))).toBeUndefined();
  });
});

describe('isFormat', () => {
  it.each([
    ['date', '2024-02-29', true],
    ['date', '2024-13-01', false],
    ['date', '2024-04-31', false],
    ['time', '12:30:00+02:00', true],
    ['time', '12:30', false],
    ['date-time', '2024-01-31T23:59:59.123Z', true],
    ['date-time', '2024-01-31', false],
    ['duration', 'P1Y2M3DT4H5M6S', true],
    ['duration', 'P', false],
    ['duration', 'PT', false],
    ['email', 'ada.lovelace@example.co.uk', true],
    ['email', 'ada', false],
    ['hostname', 'example.com', true],
    ['hostname', '-example.com', false],
    ['ipv4', '255.255.255.255', true],
    ['ipv4', '256.0.0.1', false],
    ['ipv6', '::1', true],
    ['ipv6', '1::2::3', false],
    ['ipv6', '1:2:3:4:5:6:7::', true],
    ['ipv6', '1:2:3:4:5:6:7::8', false],
    ['ipv6', ':1::2', false],
    ['ipv6', '1::2:', false],
    ['uri', 'mailto:ada@example.com', true],
    ['uri', 'example.com/a b', false],
    ['uuid', '123e4567-e89b-12d3-a456-426614174000', true],
    ['uuid', '123e4567', false],
    ['unknown', 'anything', true],
  ])('decides about %p and %p: %p', (format, text, expected) => {
    expect(isFormat(format, text)).toBe(expected);
  });
});
