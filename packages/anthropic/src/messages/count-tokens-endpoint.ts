import { jsonResponse, noUsage } from '@llmsim/core';
import type { AnswerEndpoint } from '@llmsim/core';
import { parseRequest, type ReadingRules } from './request/parse-request.js';

/** `POST /v1/messages/count_tokens`: what the prompt of a request would cost. Itself it costs no tokens. */
export function createCountTokensEndpoint(rules: ReadingRules): AnswerEndpoint {
  return {
    type: 'answer',
    name: 'count_tokens',
    method: 'POST',
    path: '/v1/messages/count_tokens',
    parse(body, context) {
      const { sim } = parseRequest(body, context, { ...rules, countsOnly: true });
      return {
        request: sim,
        charge: 0,
        answer: ({ inputTokens }) => ({
          answer: jsonResponse(200, { input_tokens: inputTokens }),
          usage: noUsage,
          afterMs: 0,
        }),
      };
    },
  };
}
