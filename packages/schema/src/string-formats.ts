import { pick, randomInteger, type Random } from './random.js';

/** A format of strings: how to make one, and how to recognise one. */
interface StringFormat {
  make(random: Random): string;
  /** Every regular expression here looks at each character a bounded number of times. */
  readonly test: RegExp;
  /** A pattern of plain texts of the format, of any length. `undefined`: the expression above will do. */
  readonly usual?: string;
}

const hex = '0123456789abcdef';
const digits = '0123456789';
const lowercase = 'abcdefghijklmnopqrstuvwxyz';
/** The digits of ULIDs: without I, L, O and U. */
const base32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function draw(random: Random, alphabet: string, length: number): string {
  let text = '';
  for (let i = 0; i < length; i += 1) text += alphabet.charAt(randomInteger(random, alphabet.length));
  return text;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** A day of the years 2024 to 2027. */
export function makeDate(random: Random): string {
  return `${2024 + randomInteger(random, 4)}-${twoDigits(1 + randomInteger(random, 12))}-${twoDigits(1 + randomInteger(random, 28))}`;
}

/** A time of day such as 09:45. */
export function makeTimeOfDay(random: Random): string {
  return `${twoDigits(randomInteger(random, 24))}:${twoDigits(randomInteger(random, 12) * 5)}`;
}

function makeHost(random: Random): string {
  return `${pick(random, ['www', 'api', 'docs', 'shop', 'blog', 'data', 'mail', 'app'])}.example.${pick(random, ['com', 'org', 'net'])}`;
}

/** An address on the web. */
export function makeUrl(random: Random): string {
  return `https://${makeHost(random)}/${pick(random, ['articles', 'products', 'docs', 'users', 'items'])}/${1 + randomInteger(random, 9999)}`;
}

/** An e-mail address. */
export function makeEmail(random: Random): string {
  const name = pick(random, ['ada', 'grace', 'alan', 'linus', 'margaret', 'dennis', 'barbara', 'ken']);
  return `${name}${randomInteger(random, 4) === 0 ? randomInteger(random, 1000) : ''}@example.${pick(random, ['com', 'org', 'net'])}`;
}

function makeUuid(random: Random): string {
  const variant = '89ab'.charAt(randomInteger(random, 4));
  return `${draw(random, hex, 8)}-${draw(random, hex, 4)}-4${draw(random, hex, 3)}-${variant}${draw(random, hex, 3)}-${draw(random, hex, 12)}`;
}

/** An address of the block that is reserved for documentation. */
export function makeIpv4(random: Random): string {
  return `192.0.2.${1 + randomInteger(random, 254)}`;
}

function makeIpv6(random: Random): string {
  return `2001:db8:${draw(random, hex, 4)}:${draw(random, hex, 4)}:0:0:0:${1 + randomInteger(random, 9)}`;
}

const datePart = String.raw`\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|[12]\d))`;
const timePart = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[zZ]|[+-](?:[01]\d|2[0-3]):[0-5]\d)`;
const hostPart = String.raw`[a-zA-Z\d](?:[a-zA-Z\d-]{0,61}[a-zA-Z\d])?(?:\.[a-zA-Z\d](?:[a-zA-Z\d-]{0,61}[a-zA-Z\d])?){0,20}`;
const bytePart = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;

/** Eight groups, or fewer with a double colon for the others: by how many stand in front of it. */
const group = '[0-9A-Fa-f]{1,4}';
const ipv6Test = new RegExp(
  `^(?:(?:${group}:){7}${group}|(?:${group}:){1,7}:|:(?::${group}){1,7}|::|` +
    [6, 5, 4, 3, 2, 1].map((most) => `(?:${group}:){1,${most}}(?::${group}){1,${7 - most}}`).join('|') +
    ')$',
);

const date: StringFormat = { make: makeDate, test: new RegExp(`^${datePart}$`) };
const time: StringFormat = {
  make: (random) => `${makeTimeOfDay(random)}:00Z`,
  test: new RegExp(`^${timePart}$`),
};
const dateTime: StringFormat = {
  make: (random) => `${makeDate(random)}T${makeTimeOfDay(random)}:00Z`,
  test: new RegExp(`^${datePart}[tT ]${timePart}$`),
};
const email: StringFormat = {
  make: makeEmail,
  usual: '^[a-z][a-z0-9]{0,11}([._+-][a-z0-9]{1,12}){0,3}@([a-z]{1,12}\\.)+(com|org|net)$',
  test: new RegExp(String.raw`^[a-zA-Z\d_+-]{1,64}(?:\.[a-zA-Z\d_+-]{1,64}){0,9}@(?=[^.]+[.])${hostPart}$`),
};
const host: StringFormat = {
  make: makeHost,
  usual: '^([a-z][a-z0-9]{0,11}\\.)*[a-z][a-z0-9]{0,11}$',
  test: new RegExp(`^(?=.{1,253}$)${hostPart}$`),
};
const url: StringFormat = {
  make: makeUrl,
  usual: '^https?://([a-z]{1,12}\\.)+(com|org|net)(/[a-z0-9._-]*)*([?][a-z]+=[a-z0-9]+)?$',
  test: /^[a-zA-Z][a-zA-Z\d+.-]{0,20}:(?:[a-zA-Z\d._~:/?#[\]@!$&'()*+,;=-]|%[\dA-Fa-f]{2})+$/,
};
const reference: StringFormat = {
  make: (random) => `/${pick(random, ['articles', 'products', 'docs'])}/${1 + randomInteger(random, 9999)}`,
  test: /^(?:[a-zA-Z][a-zA-Z\d+.-]{0,20}:)?(?:[a-zA-Z\d._~/?#@!$&'()*+,;=-]|%[\dA-Fa-f]{2})*$/,
};

/** Formats of JSON Schema, and those that zod writes. */
const formats: Readonly<Record<string, StringFormat>> = {
  date,
  time,
  'date-time': dateTime,
  'iso-time': time,
  'iso-date-time': dateTime,
  duration: {
    make: (random) => pick(random, ['PT15M', 'PT30M', 'PT1H', 'PT2H30M', 'P1D', 'P3D', 'P1W', 'P2M', 'P1Y']),
    test: /^P(?!$)(?:(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?|\d+W)$/,
  },
  email,
  'idn-email': email,
  hostname: host,
  'idn-hostname': host,
  ipv4: { make: makeIpv4, test: new RegExp(String.raw`^(?:${bytePart}\.){3}${bytePart}$`) },
  ipv6: {
    make: makeIpv6,
    test: ipv6Test,
  },
  uri: url,
  url,
  iri: url,
  'uri-reference': reference,
  'iri-reference': reference,
  'uri-template': {
    make: () => 'https://api.example.com/items/{id}',
    test: /^[a-zA-Z\d._~:/?#@!$&'()*+,;=%{}-]*$/,
  },
  uuid: {
    make: makeUuid,
    usual: '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
    test: /^[\dA-Fa-f]{8}-[\dA-Fa-f]{4}-[\dA-Fa-f]{4}-[\dA-Fa-f]{4}-[\dA-Fa-f]{12}$/,
  },
  'json-pointer': { make: () => '/items/0/name', test: /^(?:\/(?:[^~/]|~[01])*)*$/ },
  'relative-json-pointer': { make: () => '1/name', test: /^(?:0|[1-9]\d*)(?:#|(?:\/(?:[^~/]|~[01])*)*)$/ },
  regex: { make: () => '^[a-z]+$', test: /^[\w^$.\-[\]]*[+*]?\$?$/ },
  byte: {
    make: () => 'SGVsbG8sIHdvcmxkIQ==',
    test: /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/,
  },
  base64: {
    make: () => 'SGVsbG8sIHdvcmxkIQ==',
    test: /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/,
  },
  base64url: { make: () => 'SGVsbG8sIHdvcmxkIQ', test: /^[A-Za-z\d_-]*$/ },
  cidrv4: {
    make: () => '192.0.2.0/24',
    test: new RegExp(String.raw`^(?:${bytePart}\.){3}${bytePart}/(?:3[0-2]|[12]?\d)$`),
  },
  cidrv6: {
    make: () => '2001:db8:0:0:0:0:0:0/32',
    test: /^(?:[\dA-Fa-f]{1,4}:){7}[\dA-Fa-f]{1,4}\/(?:12[0-8]|1[01]\d|[1-9]?\d)$/,
  },
  e164: { make: (random) => `+1555${draw(random, digits, 7)}`, test: /^\+[1-9]\d{6,14}$/ },
  cuid: { make: (random) => `c${draw(random, lowercase, 24)}`, test: /^[cC][^\s-]{8,}$/ },
  cuid2: { make: (random) => draw(random, lowercase, 24), test: /^[a-z][\da-z]+$/ },
  ulid: { make: (random) => `01${draw(random, base32, 24)}`, test: /^[\dA-HJKMNP-TV-Za-hjkmnp-tv-z]{26}$/ },
  nanoid: { make: (random) => draw(random, lowercase, 21), test: /^[\w-]{21}$/ },
};

/** What texts of a format look like, as patterns. */
export interface FormatShapes {
  /** Plain texts of the format. */
  readonly usual: string;
  /** All texts of the format. */
  readonly any: string;
}

/** The patterns of a format; `undefined` for one that is not known. */
export function shapesOfFormat(format: string): FormatShapes | undefined {
  const found = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (found === undefined) return undefined;
  return { usual: found.usual ?? found.test.source, any: found.test.source };
}

/** A text of the format, or `undefined` for a format that is not known: then any text will do. */
export function makeFormat(format: string, random: Random): string | undefined {
  return Object.hasOwn(formats, format) ? formats[format]?.make(random) : undefined;
}

/**
 * Whether a text is of the format; a format that is not known accepts every text. It is asked about texts that the
 * author of a schema wrote, so it follows the standards only roughly: 29 February is always a date.
 */
export function isFormat(format: string, text: string): boolean {
  if (!Object.hasOwn(formats, format)) return true;
  return text.length <= 5_000 && (formats[format]?.test.test(text) ?? true);
}
