import { jsonResponse } from '@llmsim/core';
import type { ApiFailure, FailureContext, FailureKind, RateLimitHit, WireResponse } from '@llmsim/core';
import { retryHeaders } from '@llmsim/wire';

/** An error body of Anthropic. */
export interface ErrorBody {
  readonly type: 'error';
  readonly error: {
    readonly type: string;
    readonly message: string;
    /** Says more for programs, where there is more to say. */
    readonly details?: { readonly error_code: string } | undefined;
  };
  readonly request_id: string;
}

/** What the words need to know besides the failure. */
export interface FailureOptions extends FailureContext {
  /** The organization's id, which rate limit messages name. */
  readonly organization: string;
}

interface Format {
  readonly status: number;
  readonly type: string;
  message(failure: ApiFailure, options: FailureOptions): string;
}

const formats: Readonly<Record<FailureKind, Format>> = {
  'invalid-request': {
    status: 400,
    type: 'invalid_request_error',
    message: () => 'The request body is not valid JSON: expected an object.',
  },
  authentication: {
    status: 401,
    type: 'authentication_error',
    message: (_failure, { headers }) => {
      if (headers?.['authorization'] !== undefined) return 'Invalid bearer token';
      return headers?.['x-api-key'] === undefined ? 'x-api-key header is required' : 'invalid x-api-key';
    },
  },
  permission: {
    status: 403,
    type: 'permission_error',
    message: () => 'Your API key does not have permission to use the specified resource.',
  },
  'not-found': {
    status: 404,
    type: 'not_found_error',
    message: ({ model }) => (model === undefined ? 'Not Found' : `model: ${model.slice(0, 256)}`),
  },
  'method-not-allowed': {
    status: 405,
    type: 'invalid_request_error',
    message: () => 'Method Not Allowed',
  },
  conflict: {
    status: 409,
    type: 'conflict_error',
    message: () => 'The request conflicts with the current state of the resource.',
  },
  'payload-too-large': {
    status: 413,
    type: 'request_too_large',
    message: () => 'Request exceeds the maximum size',
  },
  'unsupported-media-type': {
    status: 415,
    type: 'invalid_request_error',
    message: () => 'Unsupported content type. Send the body as application/json.',
  },
  'rate-limit': { status: 429, type: 'rate_limit_error', message: rateLimitMessage },
  quota: {
    status: 402,
    type: 'billing_error',
    message: () =>
      'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.',
  },
  'server-error': { status: 500, type: 'api_error', message: () => 'Internal server error' },
  overloaded: { status: 529, type: 'overloaded_error', message: () => 'Overloaded' },
  timeout: { status: 504, type: 'timeout_error', message: () => 'Request timed out' },
};

/** The error body for a failure, as it also appears inside a stream, with the status that it has outside one. */
export function formatFailure(
  failure: ApiFailure,
  options: FailureOptions,
): { status: number; body: ErrorBody } {
  const format = formats[failure.kind];
  const message = failure.message ?? contextMessage(failure) ?? format.message(failure, options);
  return {
    status: failure.status ?? format.status,
    body: {
      type: 'error',
      error: { type: format.type, message, details: describeDetails(failure) },
      request_id: options.requestId,
    },
  };
}

/** The code of core for a full context window has no counterpart. */
function describeDetails({ code, contextLength }: ApiFailure) {
  return code === undefined || contextLength !== undefined ? undefined : { error_code: code };
}

/** The whole HTTP reply for a failure. */
export function encodeFailure(failure: ApiFailure, options: FailureOptions): WireResponse {
  const { status, body } = formatFailure(failure, options);
  return jsonResponse(status, body, { ...retryHeaders(failure), ...shouldRetry(status, failure) });
}

/** The header that says whether the same request may succeed later. */
function shouldRetry(status: number, { kind, rateLimit }: ApiFailure): Record<string, string> {
  if (status < 429) return {};
  const isTooLarge = kind === 'rate-limit' && rateLimit !== undefined && rateLimit.retryAfterMs === undefined;
  return { 'x-should-retry': String(!isTooLarge) };
}

function contextMessage({ contextLength }: ApiFailure): string | undefined {
  if (contextLength === undefined) return undefined;
  const { limit, inputTokens, outputTokens } = contextLength;
  return outputTokens === undefined
    ? `prompt is too long: ${inputTokens} tokens > ${limit} maximum`
    : `input length and \`max_tokens\` exceed context limit: ${inputTokens} + ${outputTokens} > ${limit}, decrease input length or \`max_tokens\` and try again`;
}

const units: Readonly<Record<RateLimitHit['scope'], string>> = {
  requests: 'requests',
  tokens: 'tokens',
  inputTokens: 'input tokens',
  outputTokens: 'output tokens',
};

function rateLimitMessage({ rateLimit, model }: ApiFailure, { organization }: FailureOptions): string {
  const { scope = 'requests', limit = 50 } = rateLimit ?? {};
  const figure = limit.toLocaleString('en-US');
  const place = `(org: ${organization}${model === undefined ? '' : `, model: ${model.slice(0, 256)}`})`;
  return `This request would exceed your organization's rate limit of ${figure} ${units[scope]} per minute ${place}. For details, refer to: https://docs.claude.com/en/api/rate-limits. You can see the response headers for current usage. Please reduce the prompt length or the maximum tokens requested, or try again later. You may also contact sales at https://claude.com/contact-sales to discuss your options for a rate limit increase.`;
}
