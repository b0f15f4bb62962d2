import type { ModelInfo, SimMessage, SimRequest } from '@llmsim/core';

/**
 * Drops the oldest messages of a conversation until it fits into the model's context window with the output that is
 * asked for. Instructions stay, and so does the last message; if these are too long by themselves, nothing helps.
 * @param countInputTokens - counts the tokens of a prompt
 */
export function fitContext(
  request: SimRequest,
  model: ModelInfo,
  countInputTokens: (request: SimRequest) => number,
): SimRequest {
  const room = Math.min(
    model.maxInputTokens ?? model.contextWindow,
    model.contextWindow - (request.maxOutputTokens ?? 0),
  );
  const withoutOldest = (dropped: number): SimRequest => ({
    ...request,
    messages: dropOldest(request.messages, dropped),
  });
  const fits = (dropped: number) => countInputTokens(withoutOldest(dropped)) <= room;
  if (fits(0)) return request;
  let low = 1;
  let high = Math.max(1, request.messages.filter(isDroppable).length - 1);
  // Fewer messages never have more tokens, so the least number to drop is found by halving.
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) high = middle;
    else low = middle + 1;
  }
  return withoutOldest(low);
}

function isDroppable({ role }: SimMessage): boolean {
  return role !== 'system' && role !== 'developer';
}

function dropOldest(messages: readonly SimMessage[], count: number): readonly SimMessage[] {
  let left = count;
  const dropped = new Set<string>();
  return messages.filter((message) => {
    if (!isDroppable(message)) return true;
    // The outputs of calls that are gone would answer nothing.
    const isOrphan = message.toolCallId !== undefined && dropped.has(message.toolCallId);
    if (left === 0 && !isOrphan) return true;
    left = Math.max(0, left - 1);
    for (const { callId } of message.toolCalls ?? []) dropped.add(callId);
    return false;
  });
}
