import { pick, randomInteger, type Random } from './random.js';
import { makeDate, makeEmail, makeIpv4, makeTimeOfDay, makeUrl } from './string-formats.js';

type MakeText = (random: Random) => string;

/** Texts for properties whose name has this word in it. */
interface TextRow {
  readonly words: readonly string[];
  readonly texts: readonly string[] | MakeText;
  /** Whether a proper name found in the conversation may stand here. */
  readonly takesNames?: boolean;
}

/** Numbers for properties whose name has this word in it; `decimals` are the places of those that may have any. */
interface NumberRow {
  readonly words: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly decimals: number;
}

function makeId(random: Random): string {
  let text = '';
  for (let i = 0; i < 8; i += 1) text += '0123456789abcdef'.charAt(randomInteger(random, 16));
  return text;
}

const textRows: readonly TextRow[] = [
  {
    words: [
      'city',
      'town',
      'location',
      'place',
      'destination',
      'origin',
      'departure',
      'arrival',
      'venue',
      'region',
    ],
    texts: ['Paris', 'London', 'Tokyo', 'Berlin', 'Madrid', 'Toronto', 'Sydney', 'Lisbon'],
    takesNames: true,
  },
  {
    words: ['country', 'nation', 'nationality'],
    texts: ['France', 'Japan', 'Germany', 'Spain', 'Canada', 'Portugal', 'Brazil', 'Kenya'],
    takesNames: true,
  },
  { words: ['state', 'province'], texts: ['California', 'Texas', 'Ontario', 'Bavaria'], takesNames: true },
  {
    words: ['address', 'street'],
    texts: ['12 Market Street', '48 River Road', '7 Station Square', '301 Oak Avenue'],
  },
  { words: ['zip', 'postcode', 'postal'], texts: ['75001', '10115', '94103', '02139'] },
  { words: ['timezone', 'tz'], texts: ['Europe/Paris', 'America/New_York', 'Asia/Tokyo', 'UTC'] },

  {
    words: ['firstname', 'forename'],
    texts: ['Ada', 'Grace', 'Alan', 'Barbara', 'Dennis', 'Margaret'],
    takesNames: true,
  },
  {
    words: ['lastname', 'surname', 'familyname'],
    texts: ['Lovelace', 'Hopper', 'Turing', 'Liskov', 'Ritchie', 'Hamilton'],
    takesNames: true,
  },
  {
    words: ['username', 'login', 'handle', 'nickname'],
    texts: ['ada', 'grace', 'alan', 'barbara', 'dennis'],
  },
  {
    words: [
      'name',
      'person',
      'author',
      'owner',
      'customer',
      'contact',
      'recipient',
      'sender',
      'assignee',
      'participant',
    ],
    texts: [
      'Ada Lovelace',
      'Grace Hopper',
      'Alan Turing',
      'Barbara Liskov',
      'Dennis Ritchie',
      'Margaret Hamilton',
    ],
    takesNames: true,
  },
  {
    words: ['company', 'organization', 'organisation', 'employer', 'brand', 'vendor', 'manufacturer'],
    texts: ['Northwind Traders', 'Contoso', 'Acme Corporation', 'Globex'],
    takesNames: true,
  },
  { words: ['email', 'mail', 'emailaddress'], texts: makeEmail },
  {
    words: ['phone', 'telephone', 'mobile', 'fax'],
    texts: (random) => `+1 555 ${100 + randomInteger(random, 900)} ${1000 + randomInteger(random, 9000)}`,
  },
  { words: ['gender', 'sex'], texts: ['female', 'male'] },

  {
    words: ['datetime', 'timestamp', 'at'],
    texts: (random) => `${makeDate(random)}T${makeTimeOfDay(random)}:00Z`,
  },
  { words: ['date', 'birthday', 'deadline', 'day', 'due'], texts: makeDate },
  { words: ['time', 'hour'], texts: makeTimeOfDay },
  { words: ['weekday'], texts: ['Monday', 'Wednesday', 'Friday'] },
  { words: ['month'], texts: ['January', 'April', 'July', 'October'] },
  { words: ['season'], texts: ['spring', 'summer', 'autumn', 'winter'] },

  { words: ['url', 'uri', 'link', 'href', 'website', 'homepage', 'webpage'], texts: makeUrl },
  { words: ['ip', 'ipaddress'], texts: makeIpv4 },
  { words: ['domain', 'host', 'hostname'], texts: ['example.com', 'example.org', 'example.net'] },
  { words: ['image', 'avatar', 'photo', 'picture', 'icon'], texts: (random) => `${makeUrl(random)}.png` },
  {
    words: ['path', 'file', 'filename', 'filepath'],
    texts: ['notes.txt', 'report.pdf', 'data.csv', 'src/main.ts'],
  },
  { words: ['directory', 'folder', 'dir'], texts: ['documents', 'src', 'reports'] },

  { words: ['id', 'uuid', 'guid', 'hash', 'token', 'reference'], texts: makeId },
  { words: ['key'], texts: ['alpha', 'beta', 'gamma', 'delta'] },
  { words: ['sku', 'isbn'], texts: (random) => `SKU-${1000 + randomInteger(random, 9000)}` },
  { words: ['code'], texts: ['A1', 'B2', 'C3', 'D4'] },
  { words: ['version'], texts: ['1.0.0', '1.2.0', '2.0.1'] },
  { words: ['currency'], texts: ['EUR', 'USD', 'GBP', 'JPY'] },
  { words: ['symbol', 'ticker', 'stock'], texts: ['AAPL', 'MSFT', 'NVDA', 'SAP'] },
  { words: ['language', 'lang'], texts: ['English', 'French', 'German', 'Spanish'] },
  { words: ['locale'], texts: ['en-US', 'fr-FR', 'de-DE'] },
  { words: ['unit'], texts: ['celsius', 'meter', 'kilogram', 'liter'] },
  { words: ['color', 'colour'], texts: ['blue', 'green', 'red', 'yellow'] },
  { words: ['size'], texts: ['small', 'medium', 'large'] },
  { words: ['status', 'stage', 'phase'], texts: ['open', 'active', 'done', 'pending'] },
  { words: ['priority', 'severity', 'level', 'urgency', 'difficulty'], texts: ['low', 'medium', 'high'] },
  { words: ['sentiment', 'mood', 'tone'], texts: ['positive', 'neutral', 'negative'] },
  {
    words: ['type', 'kind', 'category', 'genre', 'label', 'tag', 'group'],
    texts: ['general', 'news', 'science', 'travel'],
  },
  {
    words: ['role', 'job', 'occupation', 'profession', 'position'],
    texts: ['engineer', 'analyst', 'designer', 'manager'],
  },
  { words: ['format'], texts: ['json', 'text', 'markdown'] },
  { words: ['mode', 'strategy', 'method'], texts: ['default', 'fast', 'detailed'] },
  { words: ['sort', 'order'], texts: ['asc', 'desc'] },
  { words: ['condition', 'weather', 'forecast'], texts: ['sunny', 'partly cloudy', 'light rain', 'clear'] },
  { words: ['model'], texts: ['standard', 'compact', 'pro'], takesNames: true },
  {
    words: ['product', 'item', 'article'],
    texts: ['desk lamp', 'notebook', 'coffee beans', 'backpack'],
    takesNames: true,
  },
  { words: ['ingredient', 'food', 'dish'], texts: ['tomatoes', 'olive oil', 'rice', 'basil'] },
  { words: ['animal', 'pet', 'species'], texts: ['cat', 'dog', 'owl', 'fox'] },

  {
    words: ['title', 'subject', 'headline', 'topic', 'event', 'heading', 'project'],
    texts: ['Weekly report', 'Project kickoff', 'Travel plans', 'Release notes'],
    takesNames: true,
  },
  {
    words: ['query', 'question', 'search', 'keyword', 'prompt', 'term', 'request'],
    texts: ['latest results', 'opening hours', 'how it works', 'best practices'],
  },
  { words: ['expression', 'formula', 'equation', 'calculation'], texts: ['2 + 2', '12 * 7', '(3 + 4) * 5'] },
  { words: ['sql', 'statement'], texts: ['SELECT 1', 'SELECT COUNT(*) FROM orders'] },
  { words: ['command', 'cmd', 'script'], texts: ['ls', 'echo hello', 'git status'] },
  {
    words: ['step', 'instruction', 'task', 'action', 'todo'],
    texts: ['Collect the data', 'Check the result', 'Write the summary'],
  },
  {
    words: ['reason', 'explanation', 'reasoning', 'rationale', 'thought', 'analysis', 'justification'],
    texts: [
      'It follows from what was asked.',
      'This is the option that fits best.',
      'The facts given point to it.',
    ],
  },
  {
    words: ['answer', 'result', 'output', 'response', 'conclusion'],
    texts: ['It is done.', 'That is right.', 'Here is what was found.'],
  },
  {
    words: [
      'description',
      'summary',
      'content',
      'body',
      'text',
      'message',
      'comment',
      'note',
      'details',
      'review',
      'overview',
    ],
    texts: ['A short note on the matter.', 'Everything is going as planned.', 'The main points at a glance.'],
  },
];

const numberRows: readonly NumberRow[] = [
  { words: ['age'], from: 18, to: 80, decimals: 0 },
  { words: ['year'], from: 1990, to: 2026, decimals: 0 },
  { words: ['month'], from: 1, to: 12, decimals: 0 },
  { words: ['day', 'days'], from: 1, to: 28, decimals: 0 },
  { words: ['hour', 'hours'], from: 0, to: 23, decimals: 0 },
  { words: ['minute', 'minutes', 'second', 'seconds'], from: 0, to: 59, decimals: 0 },
  { words: ['timestamp', 'epoch'], from: 1_700_000_000, to: 1_790_000_000, decimals: 0 },
  { words: ['latitude', 'lat'], from: -60, to: 70, decimals: 4 },
  { words: ['longitude', 'lon', 'lng'], from: -170, to: 170, decimals: 4 },
  { words: ['temperature', 'temp', 'celsius'], from: -5, to: 35, decimals: 1 },
  { words: ['humidity', 'percent', 'percentage'], from: 1, to: 100, decimals: 0 },
  {
    words: ['price', 'cost', 'amount', 'total', 'subtotal', 'fee', 'balance', 'budget'],
    from: 5,
    to: 500,
    decimals: 2,
  },
  { words: ['salary', 'income', 'revenue'], from: 30_000, to: 120_000, decimals: 0 },
  { words: ['rating', 'stars'], from: 1, to: 5, decimals: 1 },
  { words: ['score', 'confidence', 'probability', 'likelihood', 'similarity'], from: 0, to: 1, decimals: 2 },
  { words: ['page', 'index', 'offset', 'rank', 'step'], from: 1, to: 5, decimals: 0 },
  { words: ['limit', 'max', 'top', 'k'], from: 5, to: 20, decimals: 0 },
  {
    words: ['count', 'quantity', 'number', 'people', 'guests', 'adults', 'children', 'nights'],
    from: 1,
    to: 10,
    decimals: 0,
  },
  { words: ['population'], from: 10_000, to: 5_000_000, decimals: 0 },
  {
    words: ['distance', 'length', 'height', 'width', 'weight', 'duration', 'radius', 'size'],
    from: 1,
    to: 100,
    decimals: 1,
  },
  { words: ['id'], from: 1, to: 9_999, decimals: 0 },
];

const textRowByWord = byWord(textRows);
const numberRowByWord = byWord(numberRows);

function byWord<Row extends { readonly words: readonly string[] }>(
  rows: readonly Row[],
): ReadonlyMap<string, Row> {
  return new Map(rows.flatMap((row) => row.words.map((word) => [word, row] as const)));
}

/** The words of a property name: `maxGuest_count` is `max`, `guest`, `count`. */
export function wordsOfName(name: string): readonly string[] {
  return name
    .slice(0, 100)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

/** One of many: `cities` is `city`, `tags` is `tag`. */
export function singularOf(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.length > 4 && /(?:ch|sh|ss|x|zz)es$/.test(word)) return word.slice(0, -2);
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') && !word.endsWith('us')
    ? word.slice(0, -1)
    : word;
}

/** The row for a name: by the whole name, else by its words from the last, which says most, to the first. */
function findRow<Row>(rows: ReadonlyMap<string, Row>, name: string | undefined): Row | undefined {
  if (name === undefined) return undefined;
  const words = wordsOfName(name);
  const whole = words.join('');
  for (const word of [whole, ...words.toReversed()]) {
    const row = rows.get(word) ?? rows.get(singularOf(word));
    if (row !== undefined) return row;
  }
  return undefined;
}

/**
 * What a property is known by in an object of this title or name: the `name` of a `City` is a city's, that of what
 * has no names of its own is a `name`.
 */
export function nameWithin(name: string, owner: string | undefined): string {
  if (name !== 'name' || owner === undefined) return name;
  return findRow(textRowByWord, owner)?.takesNames === true ? owner : name;
}

/** A text that reads well as the value of a property of this name; a word such as "example" if the name says nothing. */
export function plausibleText(name: string | undefined, random: Random): string {
  const texts = findRow(textRowByWord, name)?.texts;
  if (texts === undefined) return pick(random, ['example', 'sample', 'first', 'second', 'other', 'standard']);
  return typeof texts === 'function' ? texts(random) : pick(random, texts);
}

/** Whether a proper name out of the conversation may be the value: of a city or a title, not of a unit or a date. */
export function takesProperNames(name: string | undefined): boolean {
  const row = findRow(textRowByWord, name);
  return row === undefined || row.takesNames === true;
}

/** Whether a property of this name is a number more likely than a text, where its schema does not say. */
export function soundsNumeric(name: string | undefined): boolean {
  return findRow(textRowByWord, name) === undefined && findRow(numberRowByWord, name) !== undefined;
}

/** The range in which numbers of a property of this name usually are. */
export function plausibleRange(name: string | undefined): Pick<NumberRow, 'from' | 'to' | 'decimals'> {
  return findRow(numberRowByWord, name) ?? { from: 1, to: 100, decimals: 0 };
}
