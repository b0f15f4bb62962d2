import type { Tiktoken } from 'tiktoken/lite';
import type { EncodingName } from './encoding-for-model.js';

declare const process: {
  getBuiltinModule(id: 'node:module'): { createRequire(url: string): (id: string) => unknown };
};

/**
 * Makes an encoder, reading its table from disk: some 150 ms and 60 MB. Nothing is loaded before, so importing this
 * module is free.
 *
 * For Node and those that behave like it. `require` because it is synchronous; by way of `process` because an import
 * of `node:module` could not stand in a package that bundlers read.
 */
export function loadTiktoken(encoding: EncodingName): Tiktoken {
  const { url } = import.meta as unknown as { readonly url: string };
  const require = process.getBuiltinModule('node:module').createRequire(url);
  const { Tiktoken: Encoder } = require('tiktoken/lite') as { Tiktoken: typeof Tiktoken };
  const table = require(`tiktoken/encoders/${encoding}.json`) as {
    bpe_ranks: string;
    special_tokens: Record<string, number>;
    pat_str: string;
  };
  return new Encoder(table.bpe_ranks, table.special_tokens, table.pat_str);
}
