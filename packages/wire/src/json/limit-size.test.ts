import { isRequestError } from '@llmsim/core';
import { limitConversation, limitSchemas } from './limit-size.js';

const many = <T>(count: number, value: T) => new Array<T>(count).fill(value);
const refusalOf = (limit: () => void) => {
  try {
    limit();
  } catch (error) {
    return isRequestError(error) ? error.failure : error;
  }
  return undefined;
};

describe('a conversation', () => {
  it('has 10,000 items at most', () => {
    expect(refusalOf(() => limitConversation(many(10_000, {}), 'input'))).toBeUndefined();
    expect(refusalOf(() => limitConversation(many(10_001, {}), 'input'))).toMatchObject({
      kind: 'invalid-request',
      param: 'input',
      code: 'array_above_max_length',
      message: expect.stringContaining('maximum length 10000') as unknown,
    });
  });

  it.each(['content', 'tool_calls', 'output', 'summary'])('has 10,000 parts of %s at most', (key) => {
    const items = (parts: number) => [null, 1, { [key]: many(5000, {}) }, { [key]: many(parts, {}) }];
    expect(refusalOf(() => limitConversation(items(5000), 'messages'))).toBeUndefined();
    expect(refusalOf(() => limitConversation(items(5001), 'messages'))).toMatchObject({
      message: expect.stringContaining('at most 10000 parts and calls in all') as unknown,
    });
  });
});

describe('a schema', () => {
  const schema = (properties: number) => ({
    properties: Object.fromEntries(many(properties, 0).map((_, index) => [`p${index}`, { type: 'string' }])),
  });

  it('has 50,000 values at most', () => {
    expect(refusalOf(() => limitSchemas(schema(24_999), 'tools'))).toBeUndefined();
    expect(refusalOf(() => limitSchemas(schema(25_000), 'tools'))).toMatchObject({
      kind: 'invalid-request',
      param: 'tools',
      message: expect.stringContaining('at most 50000 values') as unknown,
    });
  });

  it.each([undefined, null, 'x', []])('may be %j', (value) => {
    expect(refusalOf(() => limitSchemas(value, 'tools'))).toBeUndefined();
  });
});
