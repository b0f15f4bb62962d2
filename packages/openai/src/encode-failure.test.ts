import type { ApiFailure } from '@llmsim/core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { errorSchema } from '../fixtures/chat-schemas.js';
import { encodeFailure, formatFailure } from './encode-failure.js';
import type { FailureOptions } from './encode-failure.js';

const options: FailureOptions = {
  requestId: 'req_0123456789abcdef0123456789abcdef',
  organization: 'org-acme',
  method: 'POST',
  path: '/openai/v1/chat/completions',
  headers: { authorization: 'Bearer sk-proj-abcdefghijklmnop' },
};
const isError = new Ajv2020().compile(errorSchema);
const ire = 'invalid_request_error';

const encode = (failure: ApiFailure, changes: Partial<FailureOptions> = {}) => {
  const response = encodeFailure(failure, { ...options, ...changes });
  const body = JSON.parse(response.body) as { error: object };
  expect(isError(body)).toBe(true);
  expect(Object.keys(body.error)).toEqual(['message', 'type', 'param', 'code']);
  return { status: response.status, headers: response.headers, ...body.error };
};

const tooMany = { scope: 'requests', limit: 3, used: 3, requested: 1, retryAfterMs: 20_000 } as const;
const tooMuch = { scope: 'tokens', limit: 30_000, used: 29_937, requested: 385, retryAfterMs: 644 } as const;
const visit = 'Visit https://platform.openai.com/account/rate-limits to learn more.';

describe('encodeFailure', () => {
  const cases: [string, ApiFailure, number, string, string, string | null, string | null][] = [
    [
      'a body that is not JSON',
      { kind: 'invalid-request' },
      400,
      "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON. If you have trouble figuring out how to fix this, please contact us through our help center at help.openai.com.)",
      ire,
      null,
      null,
    ],
    [
      'a wrong key',
      { kind: 'authentication' },
      401,
      'Incorrect API key provided: sk-proj-************mnop. You can find your API key at https://platform.openai.com/account/api-keys.',
      ire,
      null,
      'invalid_api_key',
    ],
    [
      'what is not allowed',
      { kind: 'permission' },
      403,
      'You have insufficient permissions for this operation.',
      ire,
      null,
      null,
    ],
    [
      'an unknown model',
      { kind: 'not-found', model: 'gpt-99' },
      404,
      'The model `gpt-99` does not exist or you do not have access to it.',
      ire,
      null,
      'model_not_found',
    ],
    [
      'a conflict',
      { kind: 'conflict' },
      409,
      'The request conflicts with another one in progress.',
      ire,
      null,
      null,
    ],
    [
      'a large body',
      { kind: 'payload-too-large' },
      413,
      'The request body is larger than the maximum size that is accepted.',
      ire,
      null,
      'request_too_large',
    ],
    [
      'too many requests',
      { kind: 'rate-limit', model: 'gpt-4o', rateLimit: tooMany },
      429,
      `Rate limit reached for gpt-4o in organization org-acme on requests per min (RPM): Limit 3, Used 3, Requested 1. Please try again in 20s. ${visit}`,
      'requests',
      null,
      'rate_limit_exceeded',
    ],
    [
      'too many tokens',
      { kind: 'rate-limit', model: 'gpt-4o', rateLimit: tooMuch },
      429,
      `Rate limit reached for gpt-4o in organization org-acme on tokens per min (TPM): Limit 30000, Used 29937, Requested 385. Please try again in 644ms. ${visit}`,
      'tokens',
      null,
      'rate_limit_exceeded',
    ],
    [
      'a request that never fits',
      {
        kind: 'rate-limit',
        model: 'gpt-4o',
        rateLimit: { ...tooMuch, requested: 30_601, retryAfterMs: undefined },
      },
      429,
      `Request too large for gpt-4o in organization org-acme on tokens per min (TPM): Limit 30000, Requested 30601. The input or output tokens must be reduced in order to run successfully. ${visit}`,
      'tokens',
      null,
      'rate_limit_exceeded',
    ],
    [
      'a limit without figures',
      { kind: 'rate-limit', model: 'gpt-4o', retryAfterMs: 500 },
      429,
      `Rate limit reached for gpt-4o in organization org-acme on requests per min (RPM): Limit 500, Used 500, Requested 1. Please try again in 500ms. ${visit}`,
      'requests',
      null,
      'rate_limit_exceeded',
    ],
    [
      'a quota that is used up',
      { kind: 'quota' },
      429,
      'You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.',
      'insufficient_quota',
      null,
      'insufficient_quota',
    ],
    [
      'a defect',
      { kind: 'server-error' },
      500,
      'The server had an error while processing your request. Sorry about that! You can retry your request, or contact us through our help center at help.openai.com if the error persists. (Please include the request ID req_0123456789abcdef0123456789abcdef in your message.)',
      'server_error',
      null,
      null,
    ],
    [
      'too much load',
      { kind: 'overloaded' },
      503,
      'Our servers are currently overloaded. Please try again later.',
      'service_unavailable_error',
      null,
      'server_is_overloaded',
    ],
    [
      'a time-out',
      { kind: 'timeout' },
      504,
      'The request timed out before a reply was complete. Please try again.',
      'server_error',
      null,
      null,
    ],
    [
      'a prompt that is too long',
      {
        kind: 'invalid-request',
        code: 'context_length_exceeded',
        model: 'gpt-4',
        contextLength: { limit: 8192, inputTokens: 8227, outputTokens: undefined },
      },
      400,
      "This model's maximum context length is 8192 tokens. However, your messages resulted in 8227 tokens. Please reduce the length of the messages.",
      ire,
      'messages',
      'context_length_exceeded',
    ],
    [
      'a reply that is too long',
      {
        kind: 'invalid-request',
        code: 'context_length_exceeded',
        contextLength: { limit: 8192, inputTokens: 5000, outputTokens: 4000 },
      },
      400,
      "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens (5000 in the messages, 4000 in the completion). Please reduce the length of the messages or completion.",
      ire,
      'messages',
      'context_length_exceeded',
    ],
    [
      'what words itself',
      { kind: 'invalid-request', message: 'No.', param: 'n', code: 'why', status: 422 },
      422,
      'No.',
      ire,
      'n',
      'why',
    ],
  ];
  it.each(cases)('words %s', (_name, failure, status, message, type, param, code) => {
    expect(encode(failure)).toMatchObject({ status, message, type, param, code });
  });

  it.each([
    ['no headers', undefined],
    ['no key', {}],
    ['an empty key', { authorization: 'Bearer ' }],
    ['the scheme alone', { authorization: 'Bearer' }],
  ])('asks for a key where there is none: %s', (_name, headers) => {
    const error = encode({ kind: 'authentication' }, { headers });
    expect(error).toMatchObject({ status: 401, type: ire, param: null, code: null });
    expect(error).toHaveProperty(
      'message',
      expect.stringMatching(/^You didn't provide an API key\. You need to provide/),
    );
  });

  it.each([
    ['sk-proj-abcdefghijklmnopqrstuvwxyz', 'sk-proj-**********************wxyz'],
    ['sk-12345678', 'sk-****5678'],
    ['secret', 'se****'],
    ['x', 'x'],
  ])('masks the key %s', (key, masked) => {
    const error = encode({ kind: 'authentication' }, { headers: { authorization: `Bearer ${key}` } });
    expect(error).toHaveProperty('message', expect.stringContaining(`provided: ${masked}. You`));
  });

  it('names paths as clients of the real service know them', () => {
    expect(encode({ kind: 'not-found' }, { path: '/openai/v1/foo' })).toMatchObject({
      status: 404,
      message: 'Invalid URL (POST /v1/foo)',
      code: null,
    });
    expect(encode({ kind: 'not-found' }, { path: '/foo', method: 'GET' })).toMatchObject({
      status: 404,
      message:
        'Unknown request URL: GET /foo. Please check the URL for typos, or see the docs at https://platform.openai.com/docs/api-reference/.',
      code: 'unknown_url',
    });
    expect(encode({ kind: 'method-not-allowed' }, { method: 'GET' })).toMatchObject({
      status: 405,
      message:
        'Not allowed to GET on /v1/chat/completions. (HINT: Perhaps you meant to use a different HTTP method?)',
      code: 'method_not_supported',
    });
  });

  it('names the type of content that it cannot read', () => {
    const failure: ApiFailure = { kind: 'unsupported-media-type' };
    expect(encode(failure, { headers: { 'content-type': 'text/plain' } })).toMatchObject({
      status: 415,
      message: expect.stringContaining("'Content-Type: text/plain'") as string,
    });
    expect(encode(failure)).toHaveProperty(
      'message',
      expect.stringContaining("Unsupported content type: ''."),
    );
  });

  it('says when to try again, in seconds and milliseconds', () => {
    expect(encode({ kind: 'rate-limit', rateLimit: tooMuch }).headers).toMatchObject({
      'retry-after': '1',
      'retry-after-ms': '644',
    });
    expect(encode({ kind: 'overloaded', retryAfterMs: 2500.2 }).headers).toMatchObject({
      'retry-after': '3',
      'retry-after-ms': '2501',
    });
    expect(encode({ kind: 'overloaded' }).headers).toEqual({ 'content-type': 'application/json' });
  });

  it('words the same inside a stream', () => {
    const failure: ApiFailure = { kind: 'quota' };
    expect(JSON.stringify(formatFailure(failure, options).body)).toBe(encodeFailure(failure, options).body);
  });
});
