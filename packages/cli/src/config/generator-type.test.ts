import { generatorSpec } from './generator-type.js';

function read(value: unknown) {
  const mistakes: string[] = [];
  const result = generatorSpec.read(value, (path, what) => mistakes.push(`${path.join('/')} ${what}`));
  return { result, mistakes };
}

it.each([
  ['lorem', 'lorem'],
  ['lorem:20', 'lorem:20'],
  ['fixed:Hello: world', 'fixed:Hello: world'],
  [
    { name: 'sequence', texts: ['a', 'b'] },
    { name: 'sequence', texts: ['a', 'b'] },
  ],
])('takes %j', (value, expected) => {
  expect(read(value)).toEqual({ result: expected, mistakes: [] });
});

it.each([
  ['random', 'random-words'],
  ['random_word', 'random-words'],
  ['sequence', 'count'],
])('knows %s, as the Rust llmsim calls %s', (earlier, name) => {
  expect(read(earlier)).toEqual({ result: name, mistakes: [] });
});

it('reads the text of a flag as the value of a file', () => {
  expect(generatorSpec.readText?.('fixed:Hello', () => undefined)).toBe('fixed:Hello');
});

it.each([
  ['lorm', /^ found "lorm"; accepted: one of lorem, .* Did you mean lorem\?/],
  ['echo:x', /takes no text after a colon/],
  ['lorem:none', /target tokens/],
  [{ name: 'sequence' }, /"texts"/],
  ['sequences', /Did you mean sequence\?/],
  [3, /^ found 3; accepted: one of lorem/],
  [{ texts: ['a'] }, /"name" is missing; accepted: one of lorem/],
  [{ name: 5 }, /^name found 5; accepted: one of lorem/],
  [{ name: 'fixd', text: 'a' }, /^name found "fixd"; accepted: one of lorem, .* Did you mean fixed\?/],
  [{ name: 'fixed', txt: 'a', text: 'b' }, /^txt Unknown option "txt"/],
])('refuses %j', (value, mistake) => {
  const { result, mistakes } = read(value);
  expect(result).toBeUndefined();
  expect(mistakes).toEqual([expect.stringMatching(mistake)]);
});
