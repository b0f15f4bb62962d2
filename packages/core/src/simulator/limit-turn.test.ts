import type { SimulatedTurn } from '../turn/simulated-turn.js';
import { limitTurn } from './limit-turn.js';

const turn: SimulatedTurn = {
  parts: [
    { type: 'reasoning', tokenCount: 3, pieces: [] },
    { type: 'text', pieces: ['one', ' two'] },
    { type: 'text', pieces: [' three'] },
  ],
  finishReason: 'stop',
};

describe('a turn of six tokens', () => {
  it.each([6, 7, 1000])('is left alone by a limit of %i', (limit) => {
    expect(limitTurn(turn, limit)).toBe(turn);
  });

  it('loses the part beyond a limit that the parts before it fill', () => {
    expect(limitTurn(turn, 5)).toEqual({ parts: turn.parts.slice(0, 2), finishReason: 'length' });
  });

  it('is cut between two tokens', () => {
    const text = { type: 'text', pieces: ['one'] };
    expect(limitTurn(turn, 4)).toEqual({ parts: [turn.parts[0], text], finishReason: 'length' });
  });

  it('has nothing but reasoning where that fills the limit', () => {
    expect(limitTurn(turn, 3)).toEqual({ parts: [turn.parts[0]], finishReason: 'length' });
    const cut = { type: 'reasoning', tokenCount: 2, pieces: [] };
    expect(limitTurn(turn, 2)).toEqual({ parts: [cut], finishReason: 'length' });
  });

  it('has nothing at all with a limit of nothing', () => {
    expect(limitTurn(turn, 0)).toEqual({ parts: [], finishReason: 'length' });
  });
});

it('a turn that called tools and fits exactly still ends with them', () => {
  const calls: SimulatedTurn = { parts: [{ type: 'text', pieces: ['a', 'b'] }], finishReason: 'tool-calls' };
  expect(limitTurn(calls, 2).finishReason).toBe('tool-calls');
  expect(limitTurn(calls, 1).finishReason).toBe('length');
});
