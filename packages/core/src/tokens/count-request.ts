import type { SimContent, SimMessage, SimRequest } from '../turn/sim-request.js';
import type { TokenCounter } from './token-counter.js';

/** All that counting a request needs of a counter. */
type TextCounter = Pick<TokenCounter, 'count'>;

/**
 * The input tokens of a request: its messages, what it declares beside them, and what the API adds around both. What
 * that is, the request's framing says.
 */
export function countRequest(request: SimRequest, counter: TextCounter): number {
  const { messages, promptFraming } = request;
  let tokens = promptFraming.priming;
  for (const message of messages) tokens += countMessage(message, request, counter);
  for (const { text, extraTokens } of promptFraming.declarations(request)) {
    tokens += counter.count(text) + extraTokens;
  }
  return tokens;
}

function countMessage(message: SimMessage, request: SimRequest, counter: TextCounter): number {
  let content = 0;
  for (const part of message.content) {
    content += part.type === 'text' ? counter.count(part.text) : costOfPart(part, request);
  }
  let tokens = content + request.promptFraming.messageTokens(message, content);
  for (const { name, argumentsText } of message.toolCalls ?? []) {
    tokens += counter.count(name) + counter.count(argumentsText);
  }
  if (countsName(message, content)) tokens += counter.count(message.name);
  return tokens;
}

/** Whether the name of a message costs something: one that only calls tools is not said by anybody. */
export function countsName(
  message: SimMessage,
  contentTokens: number,
): message is SimMessage & { readonly name: string } {
  const isCallsAlone = contentTokens === 0 && (message.toolCalls?.length ?? 0) > 0;
  return message.name !== undefined && message.role !== 'tool' && !isCallsAlone;
}

/** What a part costs that is no text. */
export function costOfPart(
  part: Exclude<SimContent, { readonly type: 'text' }>,
  { model, promptFraming }: SimRequest,
): number {
  switch (part.type) {
    case 'image':
      return promptFraming.imageTokens(part, model);
    case 'audio':
      return promptFraming.audioTokens(part);
    case 'file':
      return promptFraming.fileTokens(part);
  }
}
