import type { SimMessage } from './sim-request.js';

/** The text of a message: its text parts, one after the other; the rest is left out. */
export function textOfMessage(message: SimMessage): string {
  const [first] = message.content;
  if (message.content.length === 1 && first?.type === 'text') return first.text;
  return message.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

/** The text of the last message of the user; empty if there is none. */
export function lastUserText(messages: readonly SimMessage[]): string {
  const last = messages.findLast(({ role }) => role === 'user');
  return last === undefined ? '' : textOfMessage(last);
}
