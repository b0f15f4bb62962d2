import type { SimMessage, SimRequest, SimToolCall, Steps } from '@llmsim/core';
import { emptyPart } from './clear-thinking.js';
import type { Cleared, ClearToolUses } from './context-edits.js';

/** What the model reads in place of a result that was removed. */
const placeholder = { type: 'text', text: '[cleared]' } as const;

/** A use of a tool that has a result. */
interface ToolUse {
  readonly call: SimToolCall;
  readonly result: SimMessage;
}

/** Removes the results of tools of all uses but the last ones. `undefined`: nothing has to be removed. */
export function* clearToolUses(
  sim: SimRequest,
  edit: ClearToolUses,
  count: (sim: SimRequest) => Steps<number>,
): Steps<Cleared | undefined> {
  const { trigger, keptUses, excludedTools, clearsInputOf, leastTokens } = edit;
  const { messages } = sim;
  const uses = usesOf(messages);
  const cleared = uses
    .slice(0, Math.max(0, uses.length - keptUses))
    .filter(({ call }) => !excludedTools.has(call.name));
  if (cleared.length === 0) return undefined;
  const amount = trigger.of === 'tool_uses' ? uses.length : yield* count(sim);
  if (amount <= trigger.value) return undefined;
  const results = new Set(cleared.map(({ result }) => result));
  const inputs = new Set(cleared.filter(({ call }) => clearsInputOf(call.name)).map(({ call }) => call));
  return {
    messages: messages.map((message) =>
      results.has(message) ? clearResult(message) : clearInputs(message, inputs),
    ),
    described: { cleared_tool_uses: cleared.length },
    // Results that are no longer than what would stand for them stay.
    leastTokens: Math.max(1, leastTokens),
  };
}

/** All uses of tools, in the order of the calls. */
function usesOf(messages: readonly SimMessage[]): readonly ToolUse[] {
  const called: SimToolCall[] = [];
  const last = new Map<string, SimToolCall>();
  const results = new Map<SimToolCall, SimMessage>();
  for (const message of messages) {
    for (const call of message.toolCalls ?? []) {
      called.push(call);
      last.set(call.callId, call);
    }
    const answered = message.toolCallId === undefined ? undefined : last.get(message.toolCallId);
    if (answered !== undefined) results.set(answered, message);
  }
  return called.flatMap((call) => {
    const result = results.get(call);
    return result === undefined ? [] : [{ call, result }];
  });
}

function clearResult(message: SimMessage): SimMessage {
  // Places in the prompt cache are named by the part, so that their number stays.
  return { ...message, content: message.content.map((_, index) => (index === 0 ? placeholder : emptyPart)) };
}

function clearInputs(message: SimMessage, inputs: ReadonlySet<SimToolCall>): SimMessage {
  if (message.toolCalls?.some((call) => inputs.has(call)) !== true) return message;
  const toolCalls = message.toolCalls.map((call) =>
    inputs.has(call) ? { ...call, argumentsText: '{}' } : call,
  );
  return { ...message, toolCalls };
}
