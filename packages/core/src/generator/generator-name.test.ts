import { readGeneratorName } from './generator-name.js';

it.each([
  ['lorem', { name: 'lorem', argument: undefined }],
  ['lorem:20', { name: 'lorem', argument: '20' }],
  ['fixed:', { name: 'fixed', argument: '' }],
  ['fixed:a:b', { name: 'fixed', argument: 'a:b' }],
])('reads %j', (text, expected) => {
  expect(readGeneratorName(text)).toEqual(expected);
});
