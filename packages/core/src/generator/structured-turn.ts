import type { Random } from '../random/random.js';
import { generateValue, type JsonSchema } from '@llmsim/schema';
import type { SimRequest } from '../turn/sim-request.js';
import { textOfMessage } from '../turn/text-of-message.js';
import type { TokenCounter } from '../tokens/token-counter.js';

/** At most so many keys are taken out of the instructions for a JSON object. */
const mostKeys = 12;

/**
 * The tokens of the JSON that a request for structured output gets: a value that fits the schema, or for
 * `json-object` a small object with the keys that the instructions name. It is compact, as OpenAI's models write it.
 * @throws LlmsimError LLMSIM_SCHEMA if no value fits the schema
 */
export function structuredPieces(
  request: SimRequest,
  random: Random,
  counter: TokenCounter,
): readonly string[] {
  const { outputFormat, messages } = request;
  const lastUser = messages.findLast((message) => message.role === 'user');
  const text = lastUser === undefined ? '' : textOfMessage(lastUser);
  const schema = outputFormat.type === 'json-schema' ? outputFormat.schema : schemaOfInstructions(request);
  return counter.split(JSON.stringify(generateValue(schema, random, { text })));
}

/** An object with the keys that the messages put in quotes, such as: answer with the keys "name" and "age". */
function schemaOfInstructions(request: SimRequest): JsonSchema {
  const keys = new Set<string>();
  for (const message of request.messages) {
    if (message.role === 'assistant' || message.role === 'tool') continue;
    for (const match of textOfMessage(message)
      .slice(0, 4_000)
      .matchAll(/(["'`])([A-Za-z_]\w{0,40})\1/g)) {
      const key = match[2] as string;
      if (key.toLowerCase() !== 'json' && keys.size < mostKeys) keys.add(key);
    }
  }
  if (keys.size === 0) keys.add('answer');
  return {
    type: 'object',
    properties: Object.fromEntries(Array.from(keys, (key) => [key, true])),
    required: [...keys],
  };
}
