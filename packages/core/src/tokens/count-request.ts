import type { PromptFraming, SimContent, SimMessage, SimRequest } from '../turn/sim-request.js';
import type { TokenCounter } from './token-counter.js';

/** All that counting a request needs of a counter. */
type TextCounter = Pick<TokenCounter, 'count'>;

/**
 * The input tokens of a request: its messages, what it declares beside them, and what the API adds around both. What
 * that is, the request's framing says.
 */
export function countRequest(request: SimRequest, counter: TextCounter): number {
  const { messages, model, promptFraming } = request;
  let tokens = promptFraming.priming;
  for (const message of messages) tokens += countMessage(message, model, promptFraming, counter);
  for (const { text, extraTokens } of promptFraming.declarations(request)) {
    tokens += counter.count(text) + extraTokens;
  }
  return tokens;
}

/** Every text of a request that {@link countRequest} counts, but names. */
export function* countedTexts(request: SimRequest): Generator<string, undefined, undefined> {
  for (const { content, toolCalls } of request.messages) {
    for (const part of content) if (part.type === 'text') yield part.text;
    for (const { argumentsText } of toolCalls ?? []) yield argumentsText;
  }
  for (const { text } of request.promptFraming.declarations(request)) yield text;
}

function countMessage(
  message: SimMessage,
  model: string,
  framing: PromptFraming,
  counter: TextCounter,
): number {
  const content = countContent(message.content, model, framing, counter);
  let tokens = content + framing.messageTokens(message, content);
  for (const { name, argumentsText } of message.toolCalls ?? []) {
    tokens += counter.count(name) + counter.count(argumentsText);
  }
  // A message that only calls tools is not said by anybody.
  const isCallsAlone = content === 0 && (message.toolCalls?.length ?? 0) > 0;
  if (message.name !== undefined && message.role !== 'tool' && !isCallsAlone) {
    tokens += counter.count(message.name);
  }
  return tokens;
}

function countContent(
  content: readonly SimContent[],
  model: string,
  framing: PromptFraming,
  counter: TextCounter,
): number {
  let tokens = 0;
  for (const part of content) {
    switch (part.type) {
      case 'text':
        tokens += counter.count(part.text);
        break;
      case 'image':
        tokens += framing.imageTokens(part, model);
        break;
      case 'audio':
        tokens += framing.audioTokens(part);
        break;
      case 'file':
        tokens += framing.fileTokens(part);
        break;
    }
  }
  return tokens;
}
