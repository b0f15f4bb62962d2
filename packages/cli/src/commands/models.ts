import { knownModelsAsOf, type ModelInfo } from '@llmsim/core';
import { makeCatalog } from '../composition/make-catalog.js';
import { loadSettings } from '../config/load-settings.js';
import type { Runtime } from '../runtime.js';
import { layoutTable } from './layout-table.js';
import type { ServeOptions } from './serve.js';

/**
 * Prints the models that `serve` would serve, with what is known of each, and the day of the built-in table.
 * @param asJson - one JSON document instead of a table
 * @returns the exit code
 * @throws ConfigError
 */
export async function listModels(options: ServeOptions, asJson: boolean, runtime: Runtime): Promise<number> {
  const { settings } = await loadSettings({ ...options, environment: runtime.environment });
  const models = makeCatalog(settings).list();
  runtime.stdout.write(asJson ? describeAsJson(models) : describeAsTable(models));
  return 0;
}

function describeAsJson(models: readonly ModelInfo[]): string {
  return `${JSON.stringify({ as_of: knownModelsAsOf, models: models.map(describe) }, null, 2)}\n`;
}

/** A model in the words of the configuration's `models.added`, with the APIs that serve it. */
function describe(model: ModelInfo) {
  return {
    id: model.id,
    snapshot: model.snapshot,
    owned_by: model.ownedBy,
    released: dayOf(model),
    context_window: model.contextWindow,
    max_input_tokens: model.maxInputTokens ?? null,
    max_output_tokens: model.maxOutputTokens,
    reasoning_efforts: model.reasoningEfforts,
    default_reasoning_effort: model.defaultReasoningEffort,
    input_modalities: model.inputModalities,
    endpoints: endpointsOf(model),
    refuses: model.refuses.filter((what) => what !== 'chat'),
  };
}

function endpointsOf({ refuses }: ModelInfo): readonly string[] {
  return refuses.includes('chat') ? ['responses'] : ['chat/completions', 'responses'];
}

function dayOf({ createdSeconds }: ModelInfo): string {
  return new Date(createdSeconds * 1000).toISOString().slice(0, 10);
}

const titles = ['MODEL', 'RELEASED', 'CONTEXT', 'OUTPUT', 'EFFORTS', 'INPUT', 'SERVED AT', 'REFUSES'];

function describeAsTable(models: readonly ModelInfo[]): string {
  const rows = models.map((model) => [
    model.id,
    dayOf(model),
    String(model.contextWindow),
    String(model.maxOutputTokens),
    effortsOf(model),
    model.inputModalities.join(' '),
    endpointsOf(model).join(' '),
    model.refuses.filter((what) => what !== 'chat').join(' '),
  ]);
  return `${layoutTable([titles, ...rows])}\n\nThe built-in table is as of ${knownModelsAsOf}; an asterisk marks the effort when a request names none.\n`;
}

function effortsOf({ reasoningEfforts, defaultReasoningEffort }: ModelInfo): string {
  if (reasoningEfforts.length === 0) return '-';
  return reasoningEfforts
    .map((effort) => (effort === defaultReasoningEffort ? `${effort}*` : effort))
    .join(' ');
}
