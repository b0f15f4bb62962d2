import fc from 'fast-check';
import { isLlmsimError } from '../errors/llmsim-error.js';
import { knownModels } from './known-models.js';
import { createModelCatalog } from './model-catalog.js';

describe('a catalogue of models', () => {
  it('lists the built-in table, newest first within each maker', () => {
    const catalog = createModelCatalog();
    expect(catalog.list()).toEqual(knownModels);
    expect(catalog.unknown).toBe('accept');
  });

  it('finds every model that it lists, under its own id', () => {
    const catalog = createModelCatalog({ added: [{ id: 'my-model' }] });
    for (const model of catalog.list()) expect(catalog.find(model.id)).toBe(model);
  });

  it('does not find others, but knows what to take for them', () => {
    const catalog = createModelCatalog({ unknown: 'reject' });
    expect(catalog.unknown).toBe('reject');
    expect(catalog.find('gpt-4o-mini-2099-01-01')).toBeUndefined();
    expect(catalog.find('toString')).toBeUndefined();
  });

  it.each([
    ['gpt-4o-mini-2099-01-01', 'gpt-4o-mini'],
    ['gpt-4o-2099-01-01', 'gpt-4o'],
    ['gpt-5-mini-next', 'gpt-5-mini'],
    ['gpt-5.1-codex-max-high', 'gpt-5.1-codex-max'],
    ['openai/gpt-4o', 'gpt-4o'],
    ['ft:gpt-4o-mini-2024-07-18:acme::abc', 'gpt-4o-mini'],
    ['claude-sonnet-4-5-20250929', 'claude-sonnet-4.5'],
    ['claude-3-5-sonnet-20241022', 'claude-3.5-sonnet'],
    ['anthropic/claude-opus-4.5:thinking', 'claude-opus-4.5'],
    ['gemini-2.5-pro-preview-06-05', 'gemini-2.5-pro'],
    ['gpt-7', 'gpt-6-sol'],
    ['claude-opus-7', 'claude-opus-5.5'],
    ['claude-sonnet-9', 'claude-sonnet-5.5'],
    ['chatgpt-4o-latest', 'gpt-4o'],
  ])('takes for %s the figures of %s', (id, relative) => {
    const catalog = createModelCatalog();
    expect(catalog.resolve(id)).toEqual({ ...catalog.find(relative), id, snapshot: id });
  });

  it('takes a dated snapshot for itself', () => {
    expect(createModelCatalog().resolve('gpt-4o-2024-08-06')).toMatchObject({
      id: 'gpt-4o-2024-08-06',
      snapshot: 'gpt-4o-2024-08-06',
      maxOutputTokens: 16_384,
    });
  });

  it('takes a model of which nothing is known for a generous one that does not reason', () => {
    expect(createModelCatalog().resolve('llama-99b')).toMatchObject({
      id: 'llama-99b',
      snapshot: 'llama-99b',
      ownedBy: 'unknown',
      contextWindow: 1_000_000,
      reasoningEfforts: [],
      prices: undefined,
    });
  });

  it('knows of every name what to take, even the oddest', () => {
    const catalog = createModelCatalog();
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('__proto__', '-', '', '/', 'ft:', 'a-'.repeat(1e6))),
        (id) => {
          const model = catalog.resolve(id);
          expect(model.id).toBe(id);
          expect(model.maxOutputTokens).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('serves only what is available, in that order', () => {
    const catalog = createModelCatalog({ available: ['o3', 'my-model', 'gpt-4o-mini-custom'] });
    expect(catalog.list().map(({ id }) => id)).toEqual(['o3', 'my-model', 'gpt-4o-mini-custom']);
    expect(catalog.find('gpt-4o')).toBeUndefined();
    expect(catalog.find('gpt-4o-mini-custom')?.contextWindow).toBe(128_000);
    // What is not served may be accepted all the same, and then it has its true figures.
    expect(catalog.resolve('gpt-4o')).toEqual(createModelCatalog().find('gpt-4o'));
  });

  it('serves nothing if nothing is available', () => {
    expect(createModelCatalog({ available: [] }).list()).toEqual([]);
  });

  it('adds models, which inherit what they leave out', () => {
    const catalog = createModelCatalog({
      added: [{ id: 'gpt-4o-mini-tuned', contextWindow: 999, ownedBy: 'acme' }, { id: 'mine' }],
    });
    expect(catalog.find('gpt-4o-mini-tuned')).toMatchObject({
      contextWindow: 999,
      ownedBy: 'acme',
      maxOutputTokens: 16_384,
      snapshot: 'gpt-4o-mini-tuned',
    });
    expect(catalog.find('mine')?.ownedBy).toBe('unknown');
    expect(
      catalog
        .list()
        .slice(-2)
        .map(({ id }) => id),
    ).toEqual(['gpt-4o-mini-tuned', 'mine']);
  });

  it('lets an added model replace one of the table, and be inherited from', () => {
    const catalog = createModelCatalog({
      added: [{ id: 'gpt-4o', maxOutputTokens: 7, snapshot: 'gpt-4o-mine' }],
    });
    expect(catalog.find('gpt-4o')).toMatchObject({
      maxOutputTokens: 7,
      contextWindow: 128_000,
      snapshot: 'gpt-4o-mine',
    });
    expect(catalog.resolve('gpt-4o-other').maxOutputTokens).toBe(7);
    expect(catalog.list()).toHaveLength(knownModels.length);
  });

  it.each(['gpt-5', 'mine', 'listed', 'gpt-5-unheard-of', 'something-else'])(
    'can have %s answer at once, and take what reasoning models refuse',
    (id) => {
      const added = [{ id: 'mine', ownedBy: 'acme' }];
      const available = ['gpt-5', 'mine', 'listed'];
      const rules = { skipsReasoning: true, takesLegacyParameters: true };
      const changed = { added, available, reasoning: 'off', legacyParameters: 'accept' } as const;
      expect(createModelCatalog(changed).resolve(id)).toMatchObject(rules);
      const plain = createModelCatalog({ added, available, reasoning: 'auto', legacyParameters: 'refuse' });
      expect(plain.resolve(id)).not.toHaveProperty('skipsReasoning');
      expect(plain.resolve(id)).not.toHaveProperty('takesLegacyParameters');
    },
  );

  it.each([
    ['available', { available: ['gpt-4o', 'gpt-4o'] }, 'The id "gpt-4o" occurs twice in "available"'],
    ['added', { added: [{ id: 'a' }, { id: 'a' }] }, 'The id "a" occurs twice in "added"'],
    ['available', { available: ['a', ''] }, 'number 2 is'],
  ])('refuses ids in "%s" that are empty or occur twice', (_option, options, message) => {
    const create = () => createModelCatalog(options);
    expect(create).toThrow(message);
    try {
      create();
    } catch (error) {
      expect(isLlmsimError(error) && error.code).toBe('LLMSIM_OPTION');
    }
  });
});
