import { knownModels, knownModelsAsOf, modelOfFamily } from './known-models.js';
import type { ModelInfo, ModelRefusal } from './model-info.js';

const efforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;

describe('the table of models', () => {
  it('has no id twice', () => {
    const ids = knownModels.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it.each([
    ...['gpt-5', 'gpt-5-mini', 'gpt-5-nano', 'gpt-5-codex', 'gpt-5.1', 'gpt-5.1-codex', 'gpt-5.1-codex-mini'],
    ...['gpt-5.1-codex-max', 'gpt-5.2', 'gpt-5.4', 'gpt-5.5', 'o1', 'o3', 'o3-mini', 'o3-pro', 'o4-mini'],
    ...['gpt-3.5-turbo', 'gpt-4', 'gpt-4-turbo', 'gpt-4o', 'gpt-4o-2024-05-13', 'gpt-4o-2024-08-06'],
    ...['gpt-4o-2024-11-20', 'gpt-4o-mini', 'gpt-4.1', 'gpt-4.1-mini', 'gpt-4.1-nano'],
    ...['claude-3.5-sonnet', 'claude-3.7-sonnet', 'claude-sonnet-4', 'claude-sonnet-4.5', 'claude-opus-4'],
    ...['claude-opus-4.5', 'claude-haiku-4.5', 'claude-sonnet-4.6', 'claude-sonnet-5', 'claude-opus-5'],
    ...[
      'claude-opus-5.5',
      'claude-sonnet-5.5',
      'claude-haiku-5.5',
      'gpt-5.6',
      'gpt-5.6-sol',
      'gpt-5.6-terra',
    ],
    ...['gpt-5.6-luna', 'gpt-6-astra', 'gpt-6-sol', 'gpt-6-luna'],
    ...['gemini-2.5-pro', 'gemini-2.5-flash', 'deepseek-chat', 'deepseek-reasoner'],
  ])('has %s', (id) => {
    expect(knownModels.map((model) => model.id)).toContain(id);
  });

  it.each([
    ['gpt-4o', 'gpt-4o-2024-08-06'],
    ['gpt-4o-mini', 'gpt-4o-mini-2024-07-18'],
    ['gpt-4.1', 'gpt-4.1-2025-04-14'],
    ['gpt-5', 'gpt-5-2025-08-07'],
    ['gpt-5-mini', 'gpt-5-mini-2025-08-07'],
    ['gpt-5.4-mini', 'gpt-5.4-mini-2026-03-17'],
    ['gpt-5.5', 'gpt-5.5-2026-04-23'],
    ['o3', 'o3-2025-04-16'],
    ['o3-mini', 'o3-mini-2025-01-31'],
    ['o4-mini', 'o4-mini-2025-04-16'],
    ['gpt-3.5-turbo', 'gpt-3.5-turbo-0125'],
    ['gpt-4', 'gpt-4-0613'],
    ['claude-sonnet-4.5', 'claude-sonnet-4.5'],
    ['gpt-5-codex', 'gpt-5-codex'],
  ])('answers %s as %s', (id, snapshot) => {
    expect(knownModels.find((model) => model.id === id)?.snapshot).toBe(snapshot);
  });

  it('has every snapshot as a model of its own, right after the model and with its figures', () => {
    for (const [index, model] of knownModels.entries()) {
      if (model.snapshot === model.id) continue;
      const { createdSeconds, ...figures } = model;
      expect(knownModels[index + 1]).toMatchObject({ ...figures, id: model.snapshot });
      expect(knownModels[index + 1]?.createdSeconds).toBeGreaterThanOrEqual(createdSeconds);
    }
  });

  it.each<[string, (model: ModelInfo) => boolean]>([
    ['can write something', (model) => model.maxOutputTokens > 0],
    ['writes no more than its window holds', (model) => model.maxOutputTokens <= model.contextWindow],
    ['reads no more than its window holds', (model) => (model.maxInputTokens ?? 0) < model.contextWindow],
    [
      'lists its efforts from the least to the most',
      ({ reasoningEfforts }) =>
        efforts.filter((effort) => reasoningEfforts.includes(effort)).join() === reasoningEfforts.join(),
    ],
    [
      'has a default among its efforts, or none',
      ({ reasoningEfforts, defaultReasoningEffort }) =>
        [...reasoningEfforts, ...(reasoningEfforts.length === 0 ? ['none'] : [])].includes(
          defaultReasoningEffort,
        ),
    ],
    [
      'takes text first, and what else there is once',
      ({ inputModalities: [first, ...others] }) =>
        first === 'text' &&
        new Set(others).size === others.length &&
        others.every((input) => ['image', 'audio', 'pdf', 'video'].includes(input)),
    ],
    [
      'has prices, of which that of cached input is the lowest and that of output the highest',
      ({ prices }) =>
        prices !== undefined &&
        prices.cachedInput > 0 &&
        prices.cachedInput <= prices.input &&
        prices.input <= prices.output,
    ],
    [
      'was released on a day of these years',
      ({ createdSeconds }) =>
        createdSeconds % 86_400 === 0 &&
        createdSeconds > Date.parse('2023-01-01') / 1000 &&
        createdSeconds < Date.parse('2027-01-01') / 1000,
    ],
  ])('says of every model that it %s', (_what, holds) => {
    expect(knownModels.filter((model) => !holds(model)).map(({ id }) => id)).toEqual([]);
  });

  it('begins with a model that answers at once', () => {
    expect(knownModels[0]).toMatchObject({ id: 'gpt-4.1', reasoningEfforts: [], ownedBy: 'openai' });
    expect(knownModels[0]?.refuses).not.toContain('chat');
  });

  it('has no model that is newer than its own day', () => {
    const asOf = Date.parse(knownModelsAsOf) / 1000;
    expect(knownModels.filter(({ createdSeconds }) => createdSeconds > asOf)).toEqual([]);
  });

  it.each<[ModelRefusal, string[], string[]]>([
    [
      'chat',
      ['gpt-5-codex', 'gpt-5.1-codex-mini', 'gpt-5-pro', 'o1-pro', 'o3-deep-research'],
      ['gpt-5', 'o1'],
    ],
    [
      'chat-tools-while-reasoning',
      ['gpt-5.4', 'gpt-5.5', 'gpt-5.6-terra', 'gpt-6-sol'],
      ['gpt-5', 'gpt-5.1'],
    ],
    ['parallel-tool-calls-in-chat', ['o1', 'o3', 'o3-mini', 'o4-mini'], ['gpt-4o', 'gpt-5']],
    ['json-schema', ['gpt-3.5-turbo', 'gpt-4', 'gpt-4-turbo', 'gpt-4o-2024-05-13'], ['gpt-4o', 'gpt-4.1']],
    ['json-object', ['gpt-4', 'gpt-4-0613'], ['gpt-4-turbo', 'gpt-3.5-turbo']],
    [
      'verbosity',
      ['gpt-4o', 'gpt-4.1', 'o3', 'gpt-5.1-chat-latest', 'gpt-5-codex', 'gpt-5.2-codex'],
      ['gpt-5', 'gpt-5.1', 'gpt-6-sol'],
    ],
    ['sampling', ['gpt-6-sol', 'gpt-6-astra'], ['gpt-5.1', 'gpt-4o']],
  ])('refuses %s for %j and not for %j', (what, refusing, taking) => {
    const refuses = (id: string) => knownModels.find((model) => model.id === id)?.refuses.includes(what);
    expect(refusing.map(refuses)).toEqual(refusing.map(() => true));
    expect(taking.map(refuses)).toEqual(taking.map(() => false));
  });

  it('has a model for every family', () => {
    const ids = knownModels.map(({ id }) => id);
    expect(Object.values(modelOfFamily).filter((id) => !ids.includes(id))).toEqual([]);
  });
});
