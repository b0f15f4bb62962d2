import type { Random } from '../random/random.js';
import { generateValue, generateValueInSteps, SchemaError, type JsonValue } from '@llmsim/schema';
import type { Steps } from '../steps/steps.js';
import { splitInSteps } from '../tokens/split-in-steps.js';
import type { SimRequest } from '../turn/sim-request.js';
import { lastUserText } from '../turn/text-of-message.js';
import type { TokenCounter } from '../tokens/token-counter.js';
import { schemaOfInstructions } from './schema-of-instructions.js';

/**
 * The tokens of the JSON that a request for structured output gets: a value that fits the schema, or for
 * `json-object` one as the instructions want it. It is compact, as OpenAI's models write it.
 * @param onIgnored - called with what the schema asks for and the value does not follow
 * @throws LlmsimError LLMSIM_SCHEMA if no value fits the schema
 */
export function* structuredPieces(
  request: SimRequest,
  random: Random,
  counter: TokenCounter,
  onIgnored?: (what: string) => void,
): Steps<readonly string[]> {
  const value = yield* structuredValue(request, random, onIgnored);
  return yield* splitInSteps(counter, JSON.stringify(value));
}

function* structuredValue(
  { outputFormat, messages }: SimRequest,
  random: Random,
  onIgnored: ((what: string) => void) | undefined,
): Steps<JsonValue> {
  if (outputFormat.type !== 'json-schema') return yield* instructedValue(messages, random);
  const text = lastUserText(messages);
  return yield* generateValueInSteps(outputFormat.schema, random, { text, onIgnored });
}

/** What is only asked for in words need not be possible. */
function* instructedValue(messages: SimRequest['messages'], random: Random): Steps<JsonValue> {
  const { schema, text } = schemaOfInstructions(messages);
  try {
    return yield* generateValueInSteps(schema, random, { text });
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    return { answer: generateValue({ type: 'string' }, random, { text }) };
  }
}
