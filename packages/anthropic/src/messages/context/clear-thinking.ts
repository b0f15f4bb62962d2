import type { SimContent, SimMessage } from '@llmsim/core';
import type { Thought } from '../request/conversation.js';
import type { Cleared, ClearThinking } from './context-edits.js';

/** Stands for a part that was removed, so that the others keep their places. */
export const emptyPart: SimContent = { type: 'text', text: '' };

/** Removes what was thought before the last turns. `undefined`: there is nothing to remove. */
export function clearThinking(
  messages: readonly SimMessage[],
  thoughts: readonly Thought[],
  { keptTurns }: ClearThinking,
): Cleared | undefined {
  const turns = turnsOf(messages);
  const thinking = [...new Set(thoughts.map(({ message }) => turns[message]))];
  const cleared = new Set(thinking.slice(0, Math.max(0, thinking.length - keptTurns)));
  if (cleared.size === 0) return undefined;
  const parts = new Set<SimContent | undefined>();
  for (const { message, part } of thoughts) {
    if (cleared.has(turns[message])) parts.add(messages[message]?.content[part]);
  }
  return {
    messages: messages.map((message) =>
      message.content.some((part) => parts.has(part))
        ? { ...message, content: message.content.map((part) => (parts.has(part) ? emptyPart : part)) }
        : message,
    ),
    described: { cleared_thinking_turns: cleared.size },
    leastTokens: 0,
  };
}

/** The turn that each message belongs to. What the user says begins one; results of tools do not. */
function turnsOf(messages: readonly SimMessage[]): readonly number[] {
  let turn = 0;
  return messages.map(({ role }) => (role === 'user' ? ++turn : turn));
}
