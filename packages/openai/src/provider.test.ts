import { contextOf, providerOf } from '../fixtures/exchanges.js';

describe('createOpenAiProvider', () => {
  const provider = providerOf();

  it('has the endpoints of chat completions and models', () => {
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
      ]),
    );
  });

  it('names its organization in headers and messages', () => {
    expect(provider.replyHeaders?.({ requestId: 'req_1', processingMs: 1 })).toMatchObject({
      'openai-organization': 'org-llmsim',
    });
    expect(provider.encodeFailure({ kind: 'rate-limit' }, contextOf()).body).toContain(
      'in organization org-llmsim on',
    );
  });
});
