import { isRequestError } from '@llmsim/core';
import { bodyOf, contextOf, lookUp, providerOf } from '../../fixtures/exchanges.js';

const provider = providerOf();
const path = '/models/*model';
const refusalOf = async (method: 'GET' | 'DELETE', model: string) => {
  try {
    await lookUp(provider, method, path, { params: { model } });
  } catch (error) {
    if (isRequestError(error))
      return JSON.parse(provider.encodeFailure(error.failure, contextOf()).body) as object;
  }
  return undefined;
};

describe('GET /models', () => {
  it('lists every model with its limits', async () => {
    const body = bodyOf(await lookUp(provider, 'GET', '/models'));
    const data = body['data'] as { id: string }[];
    expect(body['object']).toBe('list');
    expect(data.map(({ id }) => id)).toContain('claude-sonnet-4-5');
    expect(data[0]).toEqual({
      id: 'gpt-4o',
      object: 'model',
      created: 1_715_367_049,
      owned_by: 'openai',
      context_window: 128_000,
      max_output_tokens: 16_384,
      endpoints: ['chat/completions', 'responses'],
    });
  });
});

describe('GET /models/:model', () => {
  it.each(['gpt-4o', 'gpt-5.1', 'ft:gpt-4o:acme/shop::abc123'])('decides about %s', async (model) => {
    expect(bodyOf(await lookUp(provider, 'GET', path, { params: { model } }))).toMatchObject({
      id: model,
      object: 'model',
    });
  });

  it('knows no others', async () => {
    expect(await refusalOf('GET', 'gpt-99')).toEqual({
      error: {
        message: "The model 'gpt-99' does not exist",
        type: 'invalid_request_error',
        param: 'model',
        code: 'model_not_found',
      },
    });
  });
});

describe('DELETE /models/:model', () => {
  it('is not allowed', async () => {
    expect(await refusalOf('DELETE', 'gpt-4o')).toHaveProperty(
      'error.message',
      expect.stringMatching(/^You have insufficient permissions/),
    );
  });

  it('knows which models there are', async () => {
    expect(await refusalOf('DELETE', 'gpt-99')).toHaveProperty('error.code', 'model_not_found');
  });
});
