import { createKeyCheck, readApiKey } from './api-key.js';

describe('the API key of a request', () => {
  it.each([
    [{ authorization: 'Bearer sk-1' }, 'sk-1'],
    [{ authorization: 'bearer  sk-1 ' }, 'sk-1'],
    [{ 'x-api-key': 'sk-2' }, 'sk-2'],
    [{ 'api-key': 'sk-3' }, 'sk-3'],
    [{ authorization: 'Basic abc' }, ''],
    [{}, ''],
  ])('of %j is %j', (headers, key) => {
    expect(readApiKey(headers)).toBe(key);
  });
});

describe('checking keys', () => {
  const accepts = createKeyCheck(['sk-one', 'sk-two']);

  it.each([
    ['Bearer sk-one', true],
    ['Bearer sk-two', true],
    ['Bearer sk-three', false],
    ['Bearer sk-on', false],
    ['Bearer ', false],
    [undefined, false],
  ])('%j: %j', (authorization, expected) => {
    expect(accepts({ authorization })).toBe(expected);
  });
});

it('accepts a key that asks for a failure mode by its end as it accepts the key without', () => {
  const accepts = createKeyCheck(['sk-mine']);
  expect(accepts({ authorization: 'Bearer sk-mine-fault-stall' })).toBe(true);
  expect(accepts({ authorization: 'Bearer sk-other-fault-stall' })).toBe(false);
  expect(accepts({ authorization: 'Bearer -fault-stall' })).toBe(false);
});
