import { loadTiktoken } from './load-tiktoken.node.js';

describe('loading an encoder', () => {
  it('gives the tokens that are published for o200k_base', () => {
    expect(Array.from(loadTiktoken('o200k_base').encode_ordinary('hello world'))).toEqual([24912, 2375]);
  });

  it('gives the tokens that are published for cl100k_base', () => {
    expect(Array.from(loadTiktoken('cl100k_base').encode_ordinary('hello world'))).toEqual([15339, 1917]);
  });
});
