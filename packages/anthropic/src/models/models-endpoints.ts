import { jsonResponse, RequestError } from '@llmsim/core';
import type { LookupEndpoint, ModelCatalog, ModelInfo } from '@llmsim/core';
import { readApiHeaders } from '../reading/api-headers.js';
import { pageOf } from '../reading/list-page.js';
import { apiNameOf, type FindModel } from './claude-model.js';

/** What the endpoints of models work with. */
export interface ModelsOptions {
  readonly catalog: ModelCatalog;
  readonly findModel: FindModel;
  readonly strict: boolean;
}

/** Lists the models of Anthropic, newest first, and describes one. */
export function createModelsEndpoints({
  catalog,
  findModel,
  strict,
}: ModelsOptions): readonly LookupEndpoint[] {
  let list: readonly DescribedModel[] | undefined;
  return [
    {
      type: 'lookup',
      method: 'GET',
      path: '/v1/models',
      answer(_body, context) {
        readApiHeaders(context, strict);
        list ??= listModels(catalog);
        return jsonResponse(200, pageOf(list, context.query));
      },
    },
    {
      type: 'lookup',
      method: 'GET',
      path: '/v1/models/*model',
      answer(_body, context) {
        readApiHeaders(context, strict);
        const name = context.params['model'] ?? '';
        const { info, isKnown } = findModel(name);
        if (!isKnown) throw new RequestError({ kind: 'not-found', model: name });
        return jsonResponse(200, describeModel(info));
      },
    },
  ];
}

type DescribedModel = ReturnType<typeof describeModel>;

/** Aliases and their snapshots have one name here. */
function listModels(catalog: ModelCatalog): readonly DescribedModel[] {
  const served = catalog.list();
  const own = served.filter(({ ownedBy }) => ownedBy === 'anthropic');
  const byName = new Map((own.length > 0 ? own : served).map((info) => [apiNameOf(info.id), info]));
  return [...byName.values()]
    .toSorted((a, b) => b.createdSeconds - a.createdSeconds)
    .map((info) => describeModel(info));
}

/** A model as the API describes it. */
function describeModel(info: ModelInfo) {
  const id = apiNameOf(info.id);
  return {
    type: 'model' as const,
    id,
    display_name: displayNameOf(info.id),
    created_at: new Date(info.createdSeconds * 1000).toISOString().replace('.000Z', 'Z'),
    max_input_tokens: info.maxInputTokens ?? info.contextWindow,
    max_tokens: info.maxOutputTokens,
  };
}

/** `Claude Sonnet 4.5` of `claude-sonnet-4.5`. */
function displayNameOf(id: string): string {
  return id
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(' ');
}
