import { createModelCatalog } from '@llmsim/core';
import { createFindModel, traitsOf } from './claude-model.js';

const find = createFindModel(createModelCatalog());

describe('a model', () => {
  it.each([
    ['claude-sonnet-4-0', 'claude-sonnet-4-20250514'],
    ['claude-opus-4-1', 'claude-opus-4-1-20250805'],
    ['claude-3-7-sonnet-latest', 'claude-3-7-sonnet-20250219'],
    ['claude-opus-4.8', 'claude-opus-4-8'],
  ])('that is asked for as %s answers as %s', (name, apiName) => {
    expect(find(name)).toMatchObject({ apiName, isKnown: true });
  });

  it('that nobody knows answers as it was called, with the figures of its family', () => {
    const { apiName, isKnown, info } = find('claude-opus-9');
    expect({ apiName, isKnown }).toEqual({ apiName: 'claude-opus-9', isKnown: false });
    expect(info.ownedBy).toBe('anthropic');
  });

  it.each([
    ['claude-3-haiku-20240307', 'none', 'both', true],
    ['claude-3-7-sonnet-20250219', 'budget', 'both', true],
    ['claude-sonnet-4-20250514', 'budget', 'both', true],
    ['claude-sonnet-4-5-20250929', 'budget', 'one', true],
    ['claude-opus-4-6', 'both', 'one', false],
    ['claude-opus-4-7', 'adaptive', 'none', false],
    ['claude-sonnet-5', 'adaptive', 'none', false],
    ['claude-fable-5-2', 'adaptive', 'none', false],
    ['gpt-5', 'both', 'both', true],
  ])(
    '%s thinks by %s, samples by %s, and takes a beginning: %p',
    (name, thinking, sampling, takesPrefill) => {
      expect(traitsOf(name)).toMatchObject({ thinking, sampling, takesPrefill });
    },
  );
});
