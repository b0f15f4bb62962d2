import { countTokens } from './count-tokens.js';

describe('counting the tokens of a text', () => {
  // The long words are examples of OpenAI's cookbook on counting with tiktoken.
  it.each([
    ['hello world', 'gpt-4o', 2],
    ['hello world', 'gpt-4', 2],
    ['antidisestablishmentarianism', 'gpt-4o', 6],
    ['antidisestablishmentarianism', 'gpt-4', 6],
    ['お誕生日おめでとう', 'gpt-4o', 8],
    ['お誕生日おめでとう', 'gpt-4', 9],
    ['', 'gpt-4o', 0],
  ])('gives %j for %s %i tokens', (text, model, tokens) => {
    expect(countTokens(text, model)).toBe(tokens);
  });
});
