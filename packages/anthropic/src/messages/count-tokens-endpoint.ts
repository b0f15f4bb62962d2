import { jsonResponse, noUsage } from '@llmsim/core';
import type { AnswerEndpoint, AnswerExchange } from '@llmsim/core';
import { editContext } from './context/edit-context.js';
import type { MessagesRequest } from './messages-request.js';
import { parseRequest, type ReadingRules } from './request/parse-request.js';

/** `POST /v1/messages/count_tokens`: what the prompt of a request would cost. Itself it costs no tokens. */
export function createCountTokensEndpoint(rules: ReadingRules): AnswerEndpoint {
  return {
    type: 'answer',
    name: 'count_tokens',
    method: 'POST',
    path: '/v1/messages/count_tokens',
    parse(body, context) {
      const edited = editContext(parseRequest(body, context, { ...rules, countsOnly: true }), context);
      return edited instanceof Promise ? edited.then(createExchange) : createExchange(edited);
    },
  };
}

function createExchange(request: MessagesRequest): AnswerExchange {
  return {
    request: request.sim,
    charge: 0,
    answer: ({ inputTokens }) => ({
      answer: jsonResponse(200, { input_tokens: inputTokens, ...describeOriginal(request, inputTokens) }),
      usage: noUsage,
      afterMs: 0,
    }),
  };
}

/** What the prompt had before it was edited. */
function describeOriginal({ edits, appliedEdits = [] }: MessagesRequest, inputTokens: number) {
  if (edits === undefined) return undefined;
  const cleared = appliedEdits.reduce((sum, edit) => sum + edit.cleared_input_tokens, 0);
  return { context_management: { original_input_tokens: inputTokens + cleared } };
}
