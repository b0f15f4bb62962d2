import { addedModels, modelNames, toAddedModel } from './model-types.js';
import type { SettingType } from './setting-type.js';

function read(type: SettingType<unknown>, value: unknown) {
  const mistakes: string[] = [];
  return { result: type.read(value, (path, what) => mistakes.push(`${path.join('/')} ${what}`)), mistakes };
}

it('takes names of models', () => {
  expect(read(modelNames, ['gpt-5', 'mine'])).toEqual({ result: ['gpt-5', 'mine'], mistakes: [] });
});

it.each([
  [['gpt-5', 'gpt-5'], 'occurs twice'],
  [['gpt-5', 5], '1 found 5; accepted: the name of a model.'],
  ['gpt-5', 'found "gpt-5"; accepted: a list of names'],
])('refuses %j for names of models', (value, mistake) => {
  expect(read(modelNames, value).mistakes).toEqual([expect.stringContaining(mistake)]);
});

it('takes a model with all its figures, as core has them', () => {
  const spec = {
    id: 'mine',
    owned_by: 'me',
    snapshot: 'mine-2026-01-01',
    created: 1_700_000_000,
    context_window: 32_000,
    max_input_tokens: 30_000,
    max_output_tokens: 4096,
    reasoning_efforts: ['low', 'high'],
    default_reasoning_effort: 'low',
    input_modalities: ['text', 'image'],
    refuses: ['chat', 'verbosity'],
    prices: { input: 1, cached_input: 0.1, output: 5 },
  };
  const { result, mistakes } = read(addedModels, [spec]);
  expect(mistakes).toEqual([]);
  expect((result as Parameters<typeof toAddedModel>[0][]).map(toAddedModel)).toEqual([
    {
      id: 'mine',
      ownedBy: 'me',
      snapshot: 'mine-2026-01-01',
      createdSeconds: 1_700_000_000,
      contextWindow: 32_000,
      maxInputTokens: 30_000,
      maxOutputTokens: 4096,
      reasoningEfforts: ['low', 'high'],
      defaultReasoningEffort: 'low',
      inputModalities: ['text', 'image'],
      refuses: ['chat', 'verbosity'],
      prices: { input: 1, cachedInput: 0.1, output: 5 },
    },
  ]);
});

it('leaves out what is left out', () => {
  expect(toAddedModel({ id: 'mine' })).toEqual({ id: 'mine' });
});

it.each([
  [[{ context_window: 1 }], '0 "id" is missing'],
  [[{ id: 'a', contextWindow: 1 }], '0/contextWindow there is no such setting'],
  [
    [{ id: 'a', reasoning_efforts: ['much'] }],
    '0/reasoning_efforts/0 found "much"; accepted: one of none, minimal',
  ],
  [[{ id: 'a', prices: { input: 1 } }], '0/prices "cached_input" is missing'],
  [[{ id: 'a' }, { id: 'a' }], 'occurs twice'],
])('refuses %j', (value, mistake) => {
  const { result, mistakes } = read(addedModels, value);
  expect(result).toBeUndefined();
  expect(mistakes[0]).toContain(mistake);
});
