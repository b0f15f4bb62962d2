import type { ModelInfo, SimMessage, SimRequest, Steps } from '@llmsim/core';

/** What is counted in a way of its own has no steps. */
export function countAtOnce(count: (request: SimRequest) => number): CountSteps {
  return (request) =>
    // eslint-disable-next-line require-yield
    (function* () {
      return count(request);
    })();
}

/** Counts the tokens of a prompt, in steps if it is long. */
export type CountSteps = (request: SimRequest) => Steps<number>;

/**
 * Drops the oldest messages of a conversation until it fits into the model's context window with the output that is
 * asked for. Instructions stay, and so does the last message; if these are too long by themselves, nothing helps. Each
 * message is counted once.
 */
export function* fitContext(request: SimRequest, model: ModelInfo, count: CountSteps): Steps<SimRequest> {
  const room = Math.min(
    model.maxInputTokens ?? model.contextWindow,
    model.contextWindow - (request.maxOutputTokens ?? 0),
  );
  let over = (yield* count(request)) - room;
  if (over <= 0) return request;
  const alone: SimRequest = { ...request, tools: [], outputFormat: { type: 'text' }, messages: [] };
  const nothing = yield* count(alone);
  const most = request.messages.filter(isDroppable).length - 1;
  const dropped = new Set<SimMessage>();
  const calls = new Set<string>();
  for (const message of request.messages) {
    if (!isDroppable(message)) continue;
    // The outputs of calls that are gone would answer nothing.
    const isOrphan = message.toolCallId !== undefined && calls.has(message.toolCallId);
    if (!isOrphan && (over <= 0 || dropped.size >= most)) continue;
    dropped.add(message);
    for (const { callId } of message.toolCalls ?? []) calls.add(callId);
    over -= (yield* count({ ...alone, messages: [message] })) - nothing;
  }
  return { ...request, messages: request.messages.filter((message) => !dropped.has(message)) };
}

function isDroppable({ role }: SimMessage): boolean {
  return role !== 'system' && role !== 'developer';
}
