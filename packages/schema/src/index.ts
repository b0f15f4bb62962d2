export { generateText, grammarProblem } from './grammar/generate-text.js';
export { GrammarError } from './grammar/grammar-error.js';
export { generateValue, generateValueInSteps } from './generate-value.js';
export { singularOf, wordsOfName } from './plausible-values.js';
export { SchemaError } from './schema-error.js';
export type { Grammar } from './grammar/generate-text.js';
export type { GenerateValueOptions } from './generate-value.js';
export type { JsonSchema, JsonValue } from './json-schema.js';
export type { Random } from './random.js';
