import { catalogOf } from '../../../fixtures/models.js';
import { showsRawReasoning } from './raw-reasoning.js';

const catalog = catalogOf();

describe('showsRawReasoning', () => {
  it.each([
    ['gpt-oss-120b', true],
    ['openai/gpt-oss-20b', true],
    ['deepseek-r1', true],
    ['Qwen3-32B', true],
    ['gpt-5', false],
    ['o3', false],
    ['claude-opus-4', false],
    ['not-deepseek', false],
  ])('%s: %s', (id, expected) => {
    expect(showsRawReasoning(catalog.resolve(id))).toBe(expected);
  });
});
