import { createModelCatalog } from './model-catalog.js';
import { isReasoningModel, mayReason } from './reasoning-model.js';

describe('a reasoning model', () => {
  it.each([
    [[], false],
    [['none'], false],
    [['none', 'low'], true],
    [['high'], true],
  ] as const)('is one by the efforts that it takes: %j, %p', (reasoningEfforts, expected) => {
    expect(isReasoningModel({ reasoningEfforts })).toBe(expected);
  });

  it('does not reason where that is switched off', () => {
    const model = createModelCatalog().resolve('o3');
    expect([isReasoningModel(model), mayReason(model)]).toEqual([true, true]);
    const silent = { ...model, skipsReasoning: true };
    expect([isReasoningModel(silent), mayReason(silent)]).toEqual([true, false]);
  });
});
