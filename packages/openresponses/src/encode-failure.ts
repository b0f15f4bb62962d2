import { jsonResponse } from '@llmsim/core';
import type { ApiFailure, FailureContext, FailureKind, RateLimitScope, WireResponse } from '@llmsim/core';
import { retryHeaders } from '@llmsim/wire';
import type { FormattedFailure } from './responses/responses-dialect.js';

interface Wording {
  readonly status: number;
  readonly type: string;
  readonly code: string;
  /** `null` where nothing in the request is at fault. */
  readonly param: string | null;
  message(failure: ApiFailure, context: FailureContext): string;
}

const unitsOfScope: Readonly<Record<RateLimitScope, string>> = {
  requests: 'requests',
  tokens: 'tokens',
  inputTokens: 'input tokens',
  outputTokens: 'output tokens',
};

const wordings: Readonly<Record<FailureKind, Wording>> = {
  'invalid-request': {
    status: 400,
    type: 'invalid_request',
    code: 'invalid_request',
    param: 'body',
    message: () => 'The request body is not valid JSON.',
  },
  authentication: {
    status: 401,
    type: 'invalid_request',
    code: 'invalid_api_key',
    param: 'authorization',
    message: (_failure, { headers }) =>
      headers?.['authorization'] === undefined
        ? 'The request has no API key. Send it in the Authorization header: Bearer YOUR_KEY.'
        : 'The API key in the Authorization header is not valid.',
  },
  permission: {
    status: 403,
    type: 'invalid_request',
    code: 'permission_denied',
    param: 'authorization',
    message: () => 'The API key does not permit this operation.',
  },
  'not-found': {
    status: 404,
    type: 'not_found',
    code: 'not_found',
    param: 'path',
    message: ({ model }, { method = 'GET', path = '/' }) =>
      model === undefined ? `There is nothing at ${method} ${path}.` : `The model '${model}' does not exist.`,
  },
  'method-not-allowed': {
    status: 405,
    type: 'invalid_request',
    code: 'method_not_allowed',
    param: 'method',
    message: (_failure, { method = 'GET', path = '/' }) => `${method} is not allowed on ${path}.`,
  },
  conflict: {
    status: 409,
    type: 'invalid_request',
    code: 'conflict',
    param: 'body',
    message: () => 'The request conflicts with another one that is in progress.',
  },
  'payload-too-large': {
    status: 413,
    type: 'invalid_request',
    code: 'request_too_large',
    param: 'body',
    message: () => 'The request body is larger than what is accepted.',
  },
  'unsupported-media-type': {
    status: 415,
    type: 'invalid_request',
    code: 'unsupported_content_type',
    param: 'content-type',
    message: () => 'The content type of the request is not supported. Send application/json.',
  },
  'rate-limit': {
    status: 429,
    type: 'too_many_requests',
    code: 'rate_limit_exceeded',
    param: 'model',
    message: ({ model, rateLimit, retryAfterMs }) => {
      const scope = unitsOfScope[rateLimit?.scope ?? 'requests'];
      const limit =
        rateLimit === undefined
          ? ''
          : `: limit ${rateLimit.limit}, used ${rateLimit.used}, requested ${rateLimit.requested}`;
      const waitMs = retryAfterMs ?? rateLimit?.retryAfterMs;
      const advice = waitMs === undefined ? '' : ` Try again in ${(waitMs / 1000).toFixed(3)} seconds.`;
      return `The limit of ${scope} a minute${model === undefined ? '' : ` for model '${model}'`} is reached${limit}.${advice}`;
    },
  },
  quota: {
    status: 429,
    type: 'too_many_requests',
    code: 'insufficient_quota',
    param: 'authorization',
    message: () => 'The quota of the account is used up.',
  },
  'server-error': {
    status: 500,
    type: 'server_error',
    code: 'server_error',
    param: null,
    message: (_failure, { requestId }) => `The server had an error while it processed request ${requestId}.`,
  },
  overloaded: {
    status: 503,
    type: 'server_error',
    code: 'server_overloaded',
    param: null,
    message: () => 'The server is overloaded. Try again later.',
  },
  timeout: {
    status: 504,
    type: 'server_error',
    code: 'timeout',
    param: null,
    message: () => 'The request timed out before a response was complete.',
  },
};

const contextTooLong: Wording = {
  status: 400,
  type: 'invalid_request',
  code: 'context_length_exceeded',
  param: 'input',
  message: ({ contextLength }) => {
    const { limit = 0, inputTokens = 0, outputTokens } = contextLength ?? {};
    const output = outputTokens === undefined ? '' : ` and ${outputTokens} of output`;
    return `The context window of ${limit} tokens is exceeded by ${inputTokens} tokens of input${output}. Shorten the input, or set 'truncation' to 'auto'.`;
  },
};

/**
 * An error in the words of the open standard. `code` is always a string, and `param` wherever something in the
 * request is at fault, because clients drop the message of an error without them.
 */
export function formatFailure(failure: ApiFailure, context: FailureContext): FormattedFailure {
  const wording = failure.contextLength === undefined ? wordings[failure.kind] : contextTooLong;
  return {
    status: failure.status ?? wording.status,
    error: {
      type: wording.type,
      code: failure.code ?? wording.code,
      message: failure.message ?? wording.message(failure, context),
      param: failure.param ?? wording.param,
    },
  };
}

/** The whole HTTP reply for a failure. */
export function encodeFailure(failure: ApiFailure, context: FailureContext): WireResponse {
  const { status, error } = formatFailure(failure, context);
  const { type, code, message, param } = error;
  return jsonResponse(status, { error: { message, type, param, code } }, retryHeaders(failure));
}
