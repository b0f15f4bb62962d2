import { plainFraming } from './prompt-framing.js';
import type { SimContent, SimMessage, SimRequest } from './sim-request.js';

/** A message as a caller of the library writes it: the content may be a plain string. */
export type MessageInput = Omit<SimMessage, 'content'> & { readonly content: string | readonly SimContent[] };

/** A request as a caller of the library writes it: what is left out gets its default. */
export type SimRequestInput = Partial<Omit<SimRequest, 'messages'>> & {
  readonly model: string;
  readonly messages: readonly MessageInput[];
};

/**
 * Completes a request. Defaults: no tools, free text, one choice, no limit but the model's, the prompt framing of no
 * API in particular, and no prompt cache.
 */
export function createSimRequest(input: SimRequestInput): SimRequest {
  return {
    tools: [],
    toolChoice: { mode: 'auto' },
    parallelToolCalls: true,
    outputFormat: { type: 'text' },
    stop: [],
    choices: 1,
    promptFraming: plainFraming,
    ...input,
    messages: input.messages.map((message) => ({
      ...message,
      content:
        typeof message.content === 'string' ? [{ type: 'text', text: message.content }] : message.content,
    })),
  };
}
