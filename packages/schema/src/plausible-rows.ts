import { randomInteger, type Random } from './random.js';
import { makeDate, makeEmail, makeIpv4, makeTimeOfDay, makeUrl } from './string-formats.js';

type MakeText = (random: Random) => string;

/** Texts for properties whose name has this word in it. */
export interface TextRow {
  readonly words: readonly string[];
  readonly texts: readonly string[] | MakeText;
  /** Whether a proper name found in the conversation may stand here. */
  readonly takesNames?: boolean;
}

/** Numbers for properties whose name has this word in it; `decimals` are the places of those that may have any. */
export interface NumberRow {
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

/** What texts are by the words of their names. */
export const textRows: readonly TextRow[] = [
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

/** What numbers are by the words of their names. */
export const numberRows: readonly NumberRow[] = [
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
