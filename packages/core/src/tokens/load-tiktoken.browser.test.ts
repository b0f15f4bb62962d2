import { loadTiktoken } from './load-tiktoken.browser.js';
import { loadTiktoken as loadForNode } from './load-tiktoken.node.js';

describe('loading an encoder in a browser', () => {
  it.each(['o200k_base', 'cl100k_base'] as const)('gives the tokens that Node gets for %s', (encoding) => {
    const text = 'Encoders of two platforms agree: 東京, naïve, <|endoftext|>, 1234567.';
    const tokens = Array.from(loadForNode(encoding).encode_ordinary(text));
    expect(Array.from(loadTiktoken(encoding).encode_ordinary(text))).toEqual(tokens);
  });
});
