import type { ApiFailure, FailureKind } from '@llmsim/core';
import { bodyOf, contextOf } from '../fixtures/exchanges.js';
import { encodeFailure, formatFailure } from './encode-failure.js';

const context = { ...contextOf(), method: 'POST', path: '/openresponses/v1/responses' };
const kinds: [FailureKind, number, string, string, string | null][] = [
  ['invalid-request', 400, 'invalid_request', 'invalid_request', 'body'],
  ['authentication', 401, 'invalid_request', 'invalid_api_key', 'authorization'],
  ['permission', 403, 'invalid_request', 'permission_denied', 'authorization'],
  ['not-found', 404, 'not_found', 'not_found', 'path'],
  ['method-not-allowed', 405, 'invalid_request', 'method_not_allowed', 'method'],
  ['conflict', 409, 'invalid_request', 'conflict', 'body'],
  ['payload-too-large', 413, 'invalid_request', 'request_too_large', 'body'],
  ['unsupported-media-type', 415, 'invalid_request', 'unsupported_content_type', 'content-type'],
  ['rate-limit', 429, 'too_many_requests', 'rate_limit_exceeded', 'model'],
  ['quota', 429, 'too_many_requests', 'insufficient_quota', 'authorization'],
  ['server-error', 500, 'server_error', 'server_error', null],
  ['overloaded', 503, 'server_error', 'server_overloaded', null],
  ['timeout', 504, 'server_error', 'timeout', null],
];

describe('encodeFailure', () => {
  it.each(kinds)('words %s as %i', (kind, status, type, code, param) => {
    const wire = encodeFailure({ kind }, context);
    expect(wire.status).toBe(status);
    expect(bodyOf(wire)).toEqual({
      error: { message: expect.stringMatching(/^[A-Z].*\.$/) as unknown, type, param, code },
    });
  });

  it('leaves alone what is worded already', () => {
    const failure: ApiFailure = {
      kind: 'invalid-request',
      message: 'No.',
      param: 'input',
      code: 'x',
      status: 422,
    };
    expect(formatFailure(failure, context)).toEqual({
      status: 422,
      error: { type: 'invalid_request', code: 'x', message: 'No.', param: 'input' },
    });
  });

  it.each<[ApiFailure, RegExp]>([
    [{ kind: 'not-found' }, /nothing at POST \/openresponses\/v1\/responses/],
    [{ kind: 'not-found', model: 'm' }, /model 'm' does not exist/],
    [{ kind: 'server-error' }, /req_[0-9a-f]{32}/],
    [
      {
        kind: 'rate-limit',
        model: 'm',
        rateLimit: { scope: 'tokens', limit: 10, used: 9, requested: 5, retryAfterMs: 1500 },
      },
      /tokens a minute for model 'm' is reached: limit 10, used 9, requested 5\. Try again in 1\.500 seconds/,
    ],
    [
      { kind: 'invalid-request', contextLength: { limit: 10, inputTokens: 8, outputTokens: 5 } },
      /window of 10 tokens is exceeded by 8 tokens of input and 5 of output/,
    ],
  ])('says what it knows of %j', (failure, message) => {
    expect(formatFailure(failure, context).error.message).toMatch(message);
  });

  it('tells a missing key from a wrong one', () => {
    expect(formatFailure({ kind: 'authentication' }, context).error.message).toMatch(/not valid/);
    expect(formatFailure({ kind: 'authentication' }, { requestId: 'req_1' }).error.message).toMatch(
      /no API key/,
    );
  });

  it('names the input if the context is exceeded', () => {
    const failure: ApiFailure = {
      kind: 'invalid-request',
      contextLength: { limit: 10, inputTokens: 11, outputTokens: undefined },
    };
    expect(formatFailure(failure, context)).toMatchObject({
      status: 400,
      error: { code: 'context_length_exceeded', param: 'input' },
    });
  });

  it('says when to try again', () => {
    expect(encodeFailure({ kind: 'rate-limit', retryAfterMs: 1200 }, context).headers).toMatchObject({
      'retry-after': '2',
      'retry-after-ms': '1200',
    });
    expect(encodeFailure({ kind: 'rate-limit' }, context).headers).not.toHaveProperty('retry-after');
  });
});
