import { jsonResponse, noUsage, RequestError } from '@llmsim/core';
import type { AnswerEndpoint } from '@llmsim/core';
import { isFields } from '@llmsim/wire';
import { checkNames } from '../request/check-parameters.js';
import { parseRequest } from '../request/parse-request.js';
import type { ResponsesServices } from '../responses-services.js';
import { loadReferences } from '../state/load-references.js';

/** `POST /responses/input_tokens`: what the prompt of a request would cost. Itself it costs no tokens. */
export function createInputTokensEndpoint(services: ResponsesServices): AnswerEndpoint {
  return {
    type: 'answer',
    name: 'input_tokens',
    method: 'POST',
    path: '/responses/input_tokens',
    async parse(body, context) {
      if (!isFields(body)) throw new RequestError({ kind: 'invalid-request' });
      checkNames(body, services.dialect, services.strict);
      // Nothing has to be asked: the instructions alone are a prompt too.
      const request = await parseRequest(
        { ...body, input: body['input'] ?? [] },
        {
          ...services,
          inSteps: context.inSteps,
          loadReferences: (what) =>
            loadReferences(what, { running: services.running, ...services.storesOf(context) }),
        },
      );
      return {
        request: request.sim,
        charge: 0,
        answer: ({ inputTokens }) => ({
          answer: jsonResponse(200, {
            object: 'response.input_tokens',
            input_tokens: inputTokens,
          }),
          usage: noUsage,
          afterMs: 0,
        }),
      };
    },
  };
}
