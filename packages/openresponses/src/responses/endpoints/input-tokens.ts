import { jsonResponse, RequestError } from '@llmsim/core';
import type { LookupEndpoint, RequestContext } from '@llmsim/core';
import { isFields } from '@llmsim/wire';
import { checkNames } from '../request/check-parameters.js';
import { parseRequest } from '../request/parse-request.js';
import type { ResponsesSetting } from '../responses-setting.js';
import { recall } from '../state/recall.js';

/** `POST /responses/input_tokens`: what the prompt of a request would cost. */
export function createInputTokensEndpoint(setting: ResponsesSetting): LookupEndpoint {
  return {
    type: 'lookup',
    method: 'POST',
    path: '/responses/input_tokens',
    async answer(body, context: RequestContext) {
      if (!isFields(body)) throw new RequestError({ kind: 'invalid-request' });
      checkNames(body, setting.dialect, setting.strict);
      // Nothing has to be asked: the instructions alone are a prompt too.
      const request = await parseRequest(
        { ...body, input: body['input'] ?? [] },
        {
          ...setting,
          recall: (what) => recall(what, { ...setting.storesOf(context), nowMs: context.acceptedAtMs }),
        },
      );
      return jsonResponse(200, {
        object: 'response.input_tokens',
        input_tokens: setting.countInputTokens(request.sim),
      });
    },
  };
}
