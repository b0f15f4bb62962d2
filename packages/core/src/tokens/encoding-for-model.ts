/** The token tables that are known here: those of OpenAI's models, published with tiktoken. */
export type EncodingName = 'o200k_base' | 'cl100k_base';

/**
 * What the names of models with a known tokenizer begin with; of several that fit, the longest decides. From the file
 * `tiktoken/model.py` of openai/tiktoken. `gpt-oss` has the encoding `o200k_harmony` there, which differs from
 * `o200k_base` in special tokens only, and those never occur in counted text.
 */
const encodingOfPrefix: Readonly<Record<string, EncodingName>> = {
  'gpt-3.5': 'cl100k_base',
  'gpt-35': 'cl100k_base',
  'gpt-4': 'cl100k_base',
  'gpt-4.1': 'o200k_base',
  'gpt-4.5': 'o200k_base',
  'gpt-4o': 'o200k_base',
  'text-embedding-': 'cl100k_base',
};

const prefixes = Object.keys(encodingOfPrefix).sort((a, b) => b.length - a.length);

/**
 * The encoding that a model's text is counted in. A maker before a slash (`openai/gpt-4`) and OpenAI's `ft:` for
 * fine-tuned models are passed over.
 *
 * Every model that the table does not name counts in `o200k_base`: the newer models of OpenAI rightly so; Claude,
 * Gemini and DeepSeek, whose tokenizers are not published for JavaScript, as an approximation.
 */
export function encodingForModel(model: string): EncodingName {
  const name = model.slice(model.lastIndexOf('/') + 1);
  const from = name.startsWith('ft:') ? 3 : 0;
  const prefix = prefixes.find((candidate) => name.startsWith(candidate, from));
  return (prefix === undefined ? undefined : encodingOfPrefix[prefix]) ?? 'o200k_base';
}
