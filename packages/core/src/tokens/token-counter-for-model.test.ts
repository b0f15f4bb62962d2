import { tiktokenCounter } from './tiktoken-counter.js';
import { tokenCounterForModel } from './token-counter-for-model.js';

describe('the counter of a model', () => {
  it.each([
    ['gpt-4o', 'o200k_base'],
    ['gpt-3.5-turbo', 'cl100k_base'],
    ['claude-opus-4.5', 'o200k_base'],
  ] as const)('of %s is that of %s', (model, encoding) => {
    expect(tokenCounterForModel(model)).toBe(tiktokenCounter(encoding));
    expect(tokenCounterForModel(model).encoding).toBe(encoding);
  });
});
