import { createModelCatalog } from '../models/model-catalog.js';
import { createSeededRandom, deriveSeed } from '../random/seeded-random.js';
import { createSimRequest } from '../turn/create-sim-request.js';
import type { SimulatedTurn } from '../turn/simulated-turn.js';
import { wantedOutput } from './output-limit.js';
import { reasonBefore } from './reasoning.js';

const model = createModelCatalog().resolve('gpt-5');
const turn: SimulatedTurn = {
  parts: [{ type: 'text', pieces: Array.from({ length: 200 }, () => ' a') }],
  finishReason: 'stop',
};

describe('a model whose reasoning is off', () => {
  const silent = { ...model, skipsReasoning: true };

  it.each(['minimal', 'high', undefined] as const)('does not reason with effort %s', (reasoningEffort) => {
    const request = createSimRequest({
      model: 'gpt-5',
      messages: [{ role: 'user', content: 'Hi' }],
      reasoningEffort,
    });
    const random = createSeededRandom(deriveSeed('reasoning'));
    expect(reasonBefore(turn, request, silent, random)).toBe(turn);
    expect(reasonBefore(turn, request, model, random).parts[0]?.type).toBe('reasoning');
  });

  it('needs no more of a turn than its limit, as no reasoning depends on the rest', () => {
    expect(wantedOutput(silent, 10)).toBe(74);
    expect(wantedOutput(model, 10)).toBeUndefined();
  });
});

describe('the text of a reasoning', () => {
  const lengthOf = (reasoningLength: 'short' | 'medium' | 'long' | undefined) => {
    const request = createSimRequest({
      model: 'gpt-5',
      messages: [{ role: 'user', content: 'Hi' }],
      reasoningVisible: true,
      reasoningLength,
    });
    const [first] = reasonBefore(turn, request, model, createSeededRandom(deriveSeed('reasoning'))).parts;
    return first?.pieces.length ?? 0;
  };

  it('is as long as it is asked to be', () => {
    expect(lengthOf('short')).toBeLessThan(lengthOf('medium'));
    expect(lengthOf(undefined)).toBe(lengthOf('medium'));
    expect(lengthOf('medium')).toBeLessThan(lengthOf('long'));
  });
});
