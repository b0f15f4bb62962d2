import { seededRandom } from '../fixtures/seeded-random.js';
import {
  plausibleRange,
  plausibleText,
  singularOf,
  soundsNumeric,
  takesProperNames,
  wordsOfName,
} from './plausible-values.js';

const texts = (name: string | undefined) =>
  Array.from({ length: 30 }, (_, seed) => plausibleText(name, seededRandom(seed)));

describe('plausibleText', () => {
  it.each([
    ['city', /^[A-Z][a-z]+$/],
    ['departureCity', /^[A-Z][a-z]+$/],
    ['hotel_name', /^\w+ \w+$/],
    ['first_name', /^[A-Z][a-z]+$/],
    ['emailAddress', /@example\./],
    ['created_at', /^\d{4}-\d\d-\d\dT\d\d:\d\d:00Z$/],
    ['startDate', /^\d{4}-\d\d-\d\d$/],
    ['image_url', /^https:\/\//],
    ['user_id', /^[\da-f]{8}$/],
    ['currency', /^[A-Z]{3}$/],
    ['tags', /^[a-z]+$/],
    ['phoneNumber', /^\+1 555/],
    ['reasoning', /^[A-Z].*\.$/],
  ])('writes %p as one expects', (name, expected) => {
    for (const text of texts(name)) expect(text).toMatch(expected);
  });

  it.each(['qwerty', undefined, '', '!!!', 'constructor'])(
    'has a word for %p, of which nothing is known',
    (name) => {
      for (const text of texts(name)) expect(text).toMatch(/^[a-z]+$/);
    },
  );
});

describe('wordsOfName', () => {
  it.each([
    ['maxGuest_count', ['max', 'guest', 'count']],
    ['user-id', ['user', 'id']],
    ['HTTPHost', ['httphost']],
    ['', []],
    ['Größe', ['gr', 'e']],
  ])('splits %p', (name, words) => {
    expect(wordsOfName(name)).toEqual(words);
  });
});

describe('singularOf', () => {
  it.each([
    ['cities', 'city'],
    ['tags', 'tag'],
    ['address', 'address'],
    ['status', 'status'],
    ['bus', 'bus'],
    ['news', 'new'],
  ])('of %p is %p', (word, singular) => {
    expect(singularOf(word)).toBe(singular);
  });
});

describe('what a name says', () => {
  it.each([
    ['city', true],
    ['event_title', true],
    ['anything', true],
    ['unit', false],
    ['date', false],
    ['email', false],
  ])('says whether proper names may stand at %p: %p', (name, expected) => {
    expect(takesProperNames(name)).toBe(expected);
  });

  it.each([
    ['age', true],
    ['totalPrice', true],
    ['city', false],
    ['id', false],
    [undefined, false],
  ])('says whether %p is rather a number: %p', (name, expected) => {
    expect(soundsNumeric(name)).toBe(expected);
  });

  it('gives a range for numbers, the usual one if it knows nothing', () => {
    expect(plausibleRange('maxAge')).toMatchObject({ from: 18, to: 80, decimals: 0 });
    expect(plausibleRange('something')).toMatchObject({ from: 1, to: 100 });
  });
});
