import { deriveSeedFrom, type Seed } from '../random/seeded-random.js';
import type { SimRequest } from '../turn/sim-request.js';

/**
 * What makes two requests the same for the one who answers: the model and all that is said to it. Limits, stop
 * sequences and streaming are left out on purpose, so that a reply with a lower limit is a prefix of the longer
 * one, and a streamed reply equals the whole one.
 */
export function identifyRequest(request: SimRequest): Seed {
  const { messages, tools } = request;
  const conversation = messages.map(
    (message) => `${message.role}\u0000${message.name ?? ''}\u0000${contentOf(message)}`,
  );
  return deriveSeedFrom([
    request.model,
    conversation.length,
    ...conversation,
    tools.length === 0 ? '' : JSON.stringify([tools, request.toolChoice, request.parallelToolCalls]),
    request.outputFormat.type === 'text' ? '' : JSON.stringify(request.outputFormat),
    `${request.reasoningEffort ?? ''}\u0000${request.verbosity ?? ''}`,
  ]);
}

function contentOf({ content, toolCalls }: SimRequest['messages'][number]): string {
  const [first] = content;
  const text = content.length === 1 && first?.type === 'text' ? first.text : JSON.stringify(content);
  // Call ids differ from run to run, and with them every request of an agent after its first.
  return toolCalls === undefined
    ? text
    : `${text}\u0000${JSON.stringify(toolCalls.map(({ name, argumentsText }) => [name, argumentsText]))}`;
}
