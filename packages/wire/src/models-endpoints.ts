import { jsonResponse, RequestError } from '@llmsim/core';
import type { LookupEndpoint, ModelCatalog, ModelInfo, WireResponse } from '@llmsim/core';

/** Lists the models, shows one, and refuses to delete one. */
export function createModelsEndpoints(catalog: ModelCatalog): readonly LookupEndpoint[] {
  // The list is the same for every request, and not small.
  let list: WireResponse | undefined;
  const find = (id: string): ModelInfo => {
    const model = catalog.find(id);
    if (model !== undefined) return model;
    throw new RequestError({
      kind: 'not-found',
      message: `The model '${id}' does not exist`,
      param: 'model',
      code: 'model_not_found',
    });
  };
  return [
    {
      type: 'lookup',
      method: 'GET',
      path: '/models',
      answer: () => (list ??= jsonResponse(200, { object: 'list', data: catalog.list().map(describeModel) })),
    },
    {
      type: 'lookup',
      method: 'GET',
      // Ids such as `ft:gpt-4o:org::id` and `vendor/model` are single names.
      path: '/models/*model',
      answer: (_body, { params }) => jsonResponse(200, describeModel(find(params['model'] ?? ''))),
    },
    {
      type: 'lookup',
      method: 'DELETE',
      path: '/models/*model',
      answer(_body, { params }) {
        find(params['model'] ?? '');
        throw new RequestError({
          kind: 'permission',
          message: 'You have insufficient permissions for this operation. Missing scopes: api.delete.',
        });
      },
    },
  ];
}

/** A model as OpenAI describes it, with what clients like to know besides: its limits, and the APIs that serve it. */
function describeModel(model: ModelInfo) {
  return {
    id: model.id,
    object: 'model',
    created: model.createdSeconds,
    owned_by: model.ownedBy,
    context_window: model.contextWindow,
    max_output_tokens: model.maxOutputTokens,
    endpoints: model.refuses.includes('chat') ? ['responses'] : ['chat/completions', 'responses'],
  };
}
