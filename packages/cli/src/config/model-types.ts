import { createModelCatalog, type AddedModel } from '@llmsim/core';
import { listOf, record, textList, type FieldValues } from './compound-types.js';
import { choice, numberFrom, text, wholeNumber } from './scalar-types.js';
import type { SettingType } from './setting-type.js';
import { tryMaking } from './try-making.js';

const modelName = text('the name of a model');
const names = textList(modelName, 'a list of names of models, such as [gpt-5, gpt-4o]');

/** The names of the models that are served. */
export const modelNames: SettingType<readonly string[]> = {
  ...names,
  read(value, report) {
    const available = names.read(value, report);
    if (available === undefined) return undefined;
    return tryMaking(value, () => createModelCatalog({ available }), report) ? available : undefined;
  },
};

const effort = choice(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']);
const refusal = choice([
  'chat',
  'chat-tools-while-reasoning',
  'parallel-tool-calls-in-chat',
  'json-schema',
  'json-object',
  'verbosity',
  'sampling',
]);
const dollars = numberFrom(0, 1_000_000);
const tokens = wholeNumber(1, 1_000_000_000);

const priceFields = {
  input: { type: dollars, required: true, description: 'For a million input tokens.' },
  cached_input: {
    type: dollars,
    required: true,
    description: 'For a million input tokens that were cached.',
  },
  output: { type: dollars, required: true, description: 'For a million output tokens.' },
} as const;

/** The keys of an item of `models.added`. */
export const modelFields = {
  id: { type: modelName, required: true, description: 'The name that requests use.' },
  owned_by: { type: text('a name'), required: false, description: 'Who makes it.' },
  snapshot: { type: modelName, required: false, description: 'The dated name that replies carry.' },
  created: { type: wholeNumber(0), required: false, description: 'Release date as seconds since 1970.' },
  context_window: { type: tokens, required: false, description: 'Input and output tokens together.' },
  max_input_tokens: { type: tokens, required: false, description: 'Input tokens alone.' },
  max_output_tokens: { type: tokens, required: false, description: 'Output tokens, reasoning included.' },
  reasoning_efforts: {
    type: listOf(effort, `a list of ${effort.accepts}`),
    required: false,
    description: 'Efforts that it accepts; an empty list if it does not reason.',
  },
  default_reasoning_effort: {
    type: effort,
    required: false,
    description: 'The effort when a request names none.',
  },
  input_modalities: {
    type: listOf(
      choice(['text', 'image', 'audio', 'pdf', 'video']),
      'a list of text, image, audio, pdf, video',
    ),
    required: false,
    description: 'What it reads.',
  },
  refuses: {
    type: listOf(refusal, `a list of ${refusal.accepts}`),
    required: false,
    description: 'What OpenAI refuses for it and takes for other models; an empty list if nothing.',
  },
  prices: { type: record(priceFields), required: false, description: 'US dollars for a million tokens.' },
} as const;

/** A model as the configuration describes it. */
export type ModelSpec = FieldValues<typeof modelFields>;

const list = listOf(
  record(modelFields),
  'a list of models, such as [{id: my-model, context_window: 32000, max_output_tokens: 4096}]',
);

/** Models that are not built in, or are otherwise. What they leave out is that of their nearest relative. */
export const addedModels: SettingType<readonly ModelSpec[]> = {
  accepts: list.accepts,
  schema: list.schema,
  read(value, report) {
    const added = list.read(value, report);
    if (added === undefined) return undefined;
    const make = () => createModelCatalog({ added: added.map(toAddedModel) });
    return tryMaking(value, make, report) ? added : undefined;
  },
};

/** A model as core takes it. */
export function toAddedModel(spec: ModelSpec): AddedModel {
  const model: { -readonly [Key in keyof AddedModel]: AddedModel[Key] } = { id: spec.id ?? '' };
  if (spec.owned_by !== undefined) model.ownedBy = spec.owned_by;
  if (spec.snapshot !== undefined) model.snapshot = spec.snapshot;
  if (spec.created !== undefined) model.createdSeconds = spec.created;
  if (spec.context_window !== undefined) model.contextWindow = spec.context_window;
  if (spec.max_input_tokens !== undefined) model.maxInputTokens = spec.max_input_tokens;
  if (spec.max_output_tokens !== undefined) model.maxOutputTokens = spec.max_output_tokens;
  if (spec.reasoning_efforts !== undefined) model.reasoningEfforts = spec.reasoning_efforts;
  if (spec.default_reasoning_effort !== undefined) {
    model.defaultReasoningEffort = spec.default_reasoning_effort;
  }
  if (spec.input_modalities !== undefined) model.inputModalities = spec.input_modalities;
  if (spec.refuses !== undefined) model.refuses = spec.refuses;
  if (spec.prices !== undefined) {
    const { input = 0, cached_input = 0, output = 0 } = spec.prices;
    model.prices = { input, cachedInput: cached_input, output };
  }
  return model;
}
