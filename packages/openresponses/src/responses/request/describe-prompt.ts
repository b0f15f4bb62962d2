import { isReasoningModel } from '@llmsim/core';
import type { ModelInfo, SimMessage, SimRequest } from '@llmsim/core';
import { readFields, refuse } from '@llmsim/wire';
import type { Fields } from '@llmsim/wire';
import { createGptFraming, gptCacheRule } from '../../prompt/gpt-framing.js';
import type { ResponsesDialect } from '../responses-dialect.js';
import { assembleMessages } from './assemble-messages.js';
import { refuseLoneReasoning } from './check-conversation.js';
import type { ReadItem } from './read-items.js';
import { readTextFormat } from './read-text-format.js';
import { readTools } from './read-tools.js';
import type { NamespacedTools } from './read-tools.js';

/** Fitted to recorded counts of prompts. */
const classicFraming = createGptFraming({ priming: 3, toolsAlone: 3, toolsWithInstructions: 3 });
const reasoningFraming = createGptFraming({ priming: 2, toolsAlone: 8, toolsWithInstructions: 8 });

/** What the prompt of a request is. */
export interface DescribedPrompt {
  readonly prompt: SimRequest;
  readonly namespaced: NamespacedTools;
  readonly builtIn: ReadonlyMap<string, string>;
}

/**
 * The part of a request that only says what the prompt is.
 * @param items - those of the conversation so far, and the request's own
 * @throws RequestError
 */
export function describePrompt(
  body: Fields,
  model: ModelInfo,
  dialect: ResponsesDialect,
  items: readonly ReadItem[],
): DescribedPrompt {
  const meanings = items.map(({ meaning }) => meaning);
  const brought = meanings.filter((meaning) => meaning.type === 'tools');
  const { tools, choice, namespaced, builtIn } = readTools(body, dialect, brought);
  const instructions = body['instructions'];
  const messages = assembleMessages(meanings, typeof instructions === 'string' ? instructions : undefined);
  refuseLoneReasoning(meanings, body['store'] !== false);
  const outputFormat = readTextFormat(readFields(body, 'text'), dialect);
  if (outputFormat.type === 'json-object') {
    requireWordJson(typeof instructions === 'string' ? messages.slice(1) : messages);
  }
  const prompt: SimRequest = {
    model: (body['model'] ?? model.id) as string,
    messages,
    tools,
    toolChoice: choice,
    parallelToolCalls: body['parallel_tool_calls'] !== false,
    outputFormat,
    stop: [],
    choices: 1,
    promptFraming: isReasoningModel(model) ? reasoningFraming : classicFraming,
    cacheRule: gptCacheRule,
  };
  return { prompt, namespaced, builtIn };
}

function requireWordJson(messages: readonly SimMessage[]): void {
  const isMentioned = messages.some(({ content }) =>
    content.some((part) => part.type === 'text' && part.text.toLowerCase().includes('json')),
  );
  if (!isMentioned) {
    refuse(
      "Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.",
      'input',
    );
  }
}
