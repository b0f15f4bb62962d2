import { bodyOf, contextOf, optionsOf, parseResponse } from '../fixtures/exchanges.js';
import { helloReply } from '../fixtures/planned-reply.js';
import { createOpenResponsesProvider } from './provider.js';

const provider = createOpenResponsesProvider(optionsOf());

describe('the provider', () => {
  it('has a name, and paths of its own', () => {
    expect(provider).toMatchObject({ name: 'openresponses', basePath: '/openresponses/v1' });
    expect(new Set(provider.endpoints.map(({ path }) => path))).toContain('/responses');
  });

  it('answers', async () => {
    const exchange = await parseResponse(provider.endpoints);
    expect(bodyOf(exchange.encodeReply(helloReply))).toMatchObject({ object: 'response' });
  });

  it('names the request in every reply', () => {
    const { requestId } = contextOf();
    expect(provider.replyHeaders?.({ requestId, sentAtMs: 0, processingMs: 1 })).toEqual({
      'x-request-id': requestId,
    });
  });

  it('words failures by itself', () => {
    expect(bodyOf(provider.encodeFailure({ kind: 'quota' }, contextOf()))).toMatchObject({
      error: { type: 'too_many_requests' },
    });
  });
});
