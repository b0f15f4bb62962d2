import { bodyOf, contextOf, providerOf } from '../fixtures/exchanges.js';

describe('createOpenAiProvider', () => {
  const provider = providerOf();

  it('has the endpoints of chat completions, models and responses', () => {
    const endpoints = provider.endpoints.map((endpoint) =>
      'method' in endpoint ? `${endpoint.method} ${endpoint.path}` : endpoint.path,
    );
    expect(provider).toMatchObject({ name: 'openai', basePath: '/openai/v1' });
    expect(endpoints).toEqual(
      expect.arrayContaining([
        'POST /chat/completions',
        'GET /chat/completions',
        'GET /chat/completions/:id',
        'POST /chat/completions/:id',
        'DELETE /chat/completions/:id',
        'GET /chat/completions/:id/messages',
        'GET /models',
        'GET /models/*model',
        'DELETE /models/*model',
        'POST /responses',
        '/responses',
      ]),
    );
  });

  it('names its organization in headers and messages', () => {
    expect(provider.replyHeaders?.({ requestId: 'req_1', sentAtMs: 0, processingMs: 1 })).toMatchObject({
      'openai-organization': 'org-llmsim',
    });
    expect(provider.encodeFailure({ kind: 'rate-limit' }, contextOf()).body).toContain(
      'in organization org-llmsim on',
    );
  });

  it.each([
    ['/openai/v1/chat/completions', 'messages', "This model's maximum context length is 10 tokens."],
    ['/openai/v1/responses', 'input', 'Your input exceeds the context window of this model.'],
  ])('words a prompt that is too long as %s does', (path, param, message) => {
    const contextLength = { limit: 10, inputTokens: 11, outputTokens: undefined };
    const failure = { kind: 'invalid-request', code: 'context_length_exceeded', contextLength } as const;
    const { error } = bodyOf(provider.encodeFailure(failure, { requestId: 'req_1', path })) as {
      error: object;
    };
    expect(error).toMatchObject({
      param,
      code: 'context_length_exceeded',
      message: expect.stringContaining(message) as string,
    });
  });
});
