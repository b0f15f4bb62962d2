import { allowsOrigin } from './cors.js';

describe('an origin', () => {
  it.each([
    [['*'], 'https://any.example', true],
    [['https://app.example'], 'https://app.example', true],
    [['https://app.example'], 'http://app.example', false],
    [['https://app.example'], 'https://app.example.evil', false],
    [[], 'https://app.example', false],
    [['https://app.example'], 'null', false],
  ])('of %j: %s is allowed: %s', (origins, origin, expected) => {
    expect(allowsOrigin(origins, origin)).toBe(expected);
  });

  it('that is not there is that of a program, which browsers do not speak for', () => {
    expect(allowsOrigin([], undefined)).toBe(true);
  });
});
