import cl100k from 'tiktoken/encoders/cl100k_base';
import o200k from 'tiktoken/encoders/o200k_base';
import { Tiktoken } from 'tiktoken/lite';
import type { EncodingName } from './encoding-for-model.js';

interface EncodingTable {
  readonly bpe_ranks: string;
  readonly special_tokens: Record<string, number>;
  readonly pat_str: string;
}

// Their typings take the modules for CommonJS, whose namespace an import would get; bundlers get the default export.
const tables = { o200k_base: o200k, cl100k_base: cl100k } as unknown as Record<EncodingName, EncodingTable>;

/**
 * Makes an encoder of its table, which is part of the bundle: some 150 ms and 60 MB.
 *
 * For browsers, by way of a bundler that takes WebAssembly modules: `vite-plugin-wasm` for Vite,
 * `experiments.asyncWebAssembly` for webpack.
 */
export function loadTiktoken(encoding: EncodingName): Tiktoken {
  const table = tables[encoding];
  return new Tiktoken(table.bpe_ranks, table.special_tokens, table.pat_str);
}
