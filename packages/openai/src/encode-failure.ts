import { jsonResponse } from '@llmsim/core';
import type { ApiFailure, FailureContext, FailureKind, RateLimitHit, WireResponse } from '@llmsim/core';
import { retryHeaders } from '@llmsim/wire';
import { formatDuration } from './reply-headers.js';

/** An error body of OpenAI; all four keys are always there. */
export interface ErrorBody {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly code: string | null;
  };
}

/** What the words need to know besides the failure. */
export interface FailureOptions extends FailureContext {
  /** The `org-…` that rate limit messages name. */
  readonly organization: string;
}

interface Wording {
  readonly status: number;
  readonly type: string;
  readonly code: string | null;
  readonly param?: string;
  message(failure: ApiFailure, options: FailureOptions): string;
}

const invalid = 'invalid_request_error';

const wordings: Readonly<Record<FailureKind, Wording>> = {
  'invalid-request': {
    status: 400,
    type: invalid,
    code: null,
    message: () =>
      "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON. If you have trouble figuring out how to fix this, please contact us through our help center at help.openai.com.)",
  },
  authentication: {
    status: 401,
    type: invalid,
    code: 'invalid_api_key',
    message: (_failure, { headers }) =>
      `Incorrect API key provided: ${maskKey(keyOf(headers) ?? '')}. You can find your API key at https://platform.openai.com/account/api-keys.`,
  },
  permission: {
    status: 403,
    type: invalid,
    code: null,
    message: () => 'You have insufficient permissions for this operation.',
  },
  'not-found': {
    status: 404,
    type: invalid,
    code: null,
    message: (_failure, { method = 'GET', path = '/v1' }) => `Invalid URL (${method} ${withoutPrefix(path)})`,
  },
  'method-not-allowed': {
    status: 405,
    type: invalid,
    code: 'method_not_supported',
    message: (_failure, { method = 'GET', path = '/' }) =>
      `Not allowed to ${method} on ${withoutPrefix(path)}. (HINT: Perhaps you meant to use a different HTTP method?)`,
  },
  conflict: {
    status: 409,
    type: invalid,
    code: null,
    message: () => 'The request conflicts with another one in progress.',
  },
  // The real service answers these two from a proxy in front of it, in HTML; a client gains nothing from that.
  'payload-too-large': {
    status: 413,
    type: invalid,
    code: 'request_too_large',
    message: () => 'The request body is larger than the maximum size that is accepted.',
  },
  'unsupported-media-type': {
    status: 415,
    type: invalid,
    code: 'unsupported_content_type',
    message: (_failure, { headers }) => {
      const type = String(headers?.['content-type'] ?? '');
      return `Unsupported content type: '${type}'. This API method only accepts 'application/json' requests, but you specified the header 'Content-Type: ${type}'. Please try again with a supported content type.`;
    },
  },
  'rate-limit': {
    status: 429,
    type: 'requests',
    code: 'rate_limit_exceeded',
    message: (failure, { organization }) => rateLimitMessage(failure, organization),
  },
  quota: {
    status: 429,
    type: 'insufficient_quota',
    code: 'insufficient_quota',
    message: () =>
      'You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.',
  },
  'server-error': {
    status: 500,
    type: 'server_error',
    code: null,
    message: (_failure, { requestId }) =>
      `The server had an error while processing your request. Sorry about that! You can retry your request, or contact us through our help center at help.openai.com if the error persists. (Please include the request ID ${requestId} in your message.)`,
  },
  overloaded: {
    status: 503,
    type: 'service_unavailable_error',
    code: 'server_is_overloaded',
    message: () => 'Our servers are currently overloaded. Please try again later.',
  },
  timeout: {
    status: 504,
    type: 'server_error',
    code: null,
    message: () => 'The request timed out before a reply was complete. Please try again.',
  },
};

const missingKey: Wording = {
  status: 401,
  type: invalid,
  code: null,
  message: () =>
    "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY), or as the password field (with blank username) if you're accessing the API from your browser and are prompted for a username and password. You can obtain an API key from https://platform.openai.com/account/api-keys.",
};

const foreignUrl: Wording = {
  status: 404,
  type: invalid,
  code: 'unknown_url',
  message: (_failure, { method = 'GET', path = '/' }) =>
    `Unknown request URL: ${method} ${path}. Please check the URL for typos, or see the docs at https://platform.openai.com/docs/api-reference/.`,
};

const unknownModel: Wording = {
  status: 404,
  type: invalid,
  code: 'model_not_found',
  message: ({ model = '' }) => `The model \`${model}\` does not exist or you do not have access to it.`,
};

const contextLengthExceeded: Wording = {
  status: 400,
  type: invalid,
  code: 'context_length_exceeded',
  param: 'messages',
  message: ({ contextLength }) => {
    const { limit = 0, inputTokens = 0, outputTokens } = contextLength ?? {};
    const start = `This model's maximum context length is ${limit} tokens. However,`;
    return outputTokens === undefined
      ? `${start} your messages resulted in ${inputTokens} tokens. Please reduce the length of the messages.`
      : `${start} you requested ${inputTokens + outputTokens} tokens (${inputTokens} in the messages, ${outputTokens} in the completion). Please reduce the length of the messages or completion.`;
  },
};

/** The error body for a failure, as it also appears inside a stream, with the status that it has outside one. */
export function formatFailure(
  failure: ApiFailure,
  options: FailureOptions,
): { status: number; body: ErrorBody } {
  const wording = chooseWording(failure, options);
  return {
    status: failure.status ?? wording.status,
    body: {
      error: {
        message: failure.message ?? wording.message(failure, options),
        type: failure.kind === 'rate-limit' ? measureOf(failure.rateLimit?.scope) : wording.type,
        param: failure.param ?? wording.param ?? null,
        code: failure.code ?? wording.code,
      },
    },
  };
}

/** The whole HTTP reply for a failure. */
export function encodeFailure(failure: ApiFailure, options: FailureOptions): WireResponse {
  const { status, body } = formatFailure(failure, options);
  return jsonResponse(status, body, retryHeaders(failure));
}

function chooseWording(failure: ApiFailure, { headers, path }: FailureOptions): Wording {
  if (failure.contextLength !== undefined) return contextLengthExceeded;
  if (failure.kind === 'authentication' && keyOf(headers) === undefined) return missingKey;
  if (failure.kind === 'not-found') {
    if (failure.model !== undefined) return unknownModel;
    if (path !== undefined && !versionedPath.test(path)) return foreignUrl;
  }
  return wordings[failure.kind];
}

/** This API counts tokens of both kinds as one. */
function measureOf(scope: RateLimitHit['scope'] = 'requests'): 'requests' | 'tokens' {
  return scope === 'requests' ? 'requests' : 'tokens';
}

function rateLimitMessage(failure: ApiFailure, organization: string): string {
  const hit: RateLimitHit = failure.rateLimit ?? {
    scope: 'requests',
    limit: 500,
    used: 500,
    requested: 1,
    retryAfterMs: failure.retryAfterMs ?? 1000,
  };
  const measure = measureOf(hit.scope) === 'tokens' ? 'tokens per min (TPM)' : 'requests per min (RPM)';
  const place = `for ${failure.model ?? 'this model'} in organization ${organization} on ${measure}`;
  const advice = 'Visit https://platform.openai.com/account/rate-limits to learn more.';
  return hit.retryAfterMs === undefined
    ? `Request too large ${place}: Limit ${hit.limit}, Requested ${hit.requested}. The input or output tokens must be reduced in order to run successfully. ${advice}`
    : `Rate limit reached ${place}: Limit ${hit.limit}, Used ${hit.used}, Requested ${hit.requested}. Please try again in ${formatDuration(hit.retryAfterMs)}. ${advice}`;
}

function keyOf(headers: FailureContext['headers']): string | undefined {
  const header = headers?.['authorization'];
  if (typeof header !== 'string') return undefined;
  const key = header.replace(/^Bearer(\s+|$)/i, '').trim();
  return key === '' ? undefined : key;
}

/** Keys are shown by their ends only: the first eight characters at most, and the last four. */
function maskKey(key: string): string {
  if (key.length <= 8) return key.slice(0, 2) + '*'.repeat(Math.max(0, key.length - 2));
  return `${key.slice(0, Math.min(8, key.length - 8))}${'*'.repeat(Math.max(4, key.length - 12))}${key.slice(-4)}`;
}

const versionedPath = /\/v1(\/|$)/;

/** The path as a client of the real service knows it: the provider's own prefix before `/v1` does not show. */
function withoutPrefix(path: string): string {
  const start = path.search(versionedPath);
  return start < 0 ? path : path.slice(start);
}
