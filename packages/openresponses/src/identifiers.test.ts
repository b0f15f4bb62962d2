import { createSeededRandom } from '@llmsim/core';
import { callPart, customCallPart, reasoningPart, textPart, turnOf } from '../fixtures/planned-reply.js';
import { createIdSource, drawFamily, drawId, drawResponseIds, familyOf } from './identifiers.js';

const turn = turnOf('stop', reasoningPart(1), textPart('a'), callPart('f'), customCallPart('g'));

describe('drawResponseIds', () => {
  it('draws ids of the recorded shapes', () => {
    const { responseId, parts } = drawResponseIds([1, 2, 3, 4], turn);
    expect(responseId).toMatch(/^resp_0[0-9a-f]{49}$/);
    expect(parts.map(({ itemId }) => itemId.replace(/_[0-9a-f]{50}$/, ''))).toEqual([
      'rs',
      'msg',
      'fc',
      'ctc',
    ]);
    expect(parts.map(({ callId }) => callId.replace(/_[0-9A-Za-z]{24}$/, ''))).toEqual([
      '',
      '',
      'call',
      'call',
    ]);
  });

  it('draws the same for the same seed, and others for another', () => {
    expect(drawResponseIds([1, 2, 3, 4], turn)).toEqual(drawResponseIds([1, 2, 3, 4], turn));
    expect(drawResponseIds([1, 2, 3, 4], turn).responseId).not.toBe(
      drawResponseIds([1, 2, 3, 5], turn).responseId,
    );
  });

  it('gives no id twice', () => {
    const { responseId, parts } = drawResponseIds([1, 2, 3, 4], turn);
    expect(new Set([responseId, ...parts.map(({ itemId }) => itemId)]).size).toBe(5);
  });
});

describe('familyOf', () => {
  it('is the same for all ids of a response', () => {
    const { responseId, parts } = drawResponseIds([9, 9, 9, 9], turn);
    for (const { itemId } of parts) expect(familyOf(itemId)).toBe(familyOf(responseId));
  });

  it('takes any text', () => {
    expect(familyOf('')).toBe('');
    expect(familyOf('abc')).toBe('abc');
  });
});

describe('drawing', () => {
  it('has exactly the length asked for', () => {
    const random = createSeededRandom([1, 2, 3, 4]);
    expect(drawFamily(random)).toMatch(/^0[0-9a-f]{15}$/);
    expect(drawId('x', drawFamily(random), random)).toMatch(/^x_[0-9a-f]{50}$/);
  });

  it('gives a request ids of its own for each purpose', () => {
    const ids = [createIdSource('req_1', 'a'), createIdSource('req_1', 'b'), createIdSource('req_2', 'a')];
    expect(new Set(ids.map(({ draw }) => draw('x'))).size).toBe(3);
    expect(createIdSource('req_1', 'a').draw('x')).toBe(createIdSource('req_1', 'a').draw('x'));
  });
});
