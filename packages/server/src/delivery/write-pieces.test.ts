import { createStepRunner } from '../calls/step-runner.js';
import { joinPieces, writePieces } from './write-pieces.js';

/** A runner whose turns come when they are called for, each of one step. */
function start() {
  let nowMs = 0;
  const turns: (() => void)[] = [];
  const runner = createStepRunner(
    () => (nowMs += 1),
    (turn) => turns.push(turn),
  );
  const turn = async () => {
    turns.shift()?.();
    for (let wait = 0; wait < 5; wait += 1) await Promise.resolve();
  };
  let made = 0;
  function* pieces(count: number) {
    for (; made < count; made += 1) yield `${made} `;
  }
  return { runner, turn, pieces, made: () => made };
}

describe('pieces', () => {
  it('are made one in a turn of the event loop, so that others get their turns', async () => {
    const { runner, turn, pieces, made } = start();
    const written: string[] = [];
    const target = {
      write: (piece: string) => written.push(piece) > 0,
      drained: () => Promise.resolve(),
      isGone: () => false,
    };
    const done = writePieces(pieces(3), target, runner);
    for (let turns = 1; turns <= 3; turns += 1) {
      await turn();
      expect(made()).toBeLessThanOrEqual(turns);
    }
    await turn();
    expect(await done).toBe(true);
    expect(written).toEqual(['0 ', '1 ', '2 ']);
  });

  it('are not made while the client does not read', async () => {
    const { runner, turn, pieces, made } = start();
    let read: () => void = () => undefined;
    const target = {
      write: () => false,
      drained: () => new Promise<void>((resolve) => (read = resolve)),
      isGone: () => false,
    };
    const done = writePieces(pieces(2), target, runner);
    for (let turns = 0; turns < 10; turns += 1) await turn();
    expect(made()).toBe(0);
    for (let turns = 0; turns < 10; turns += 1) {
      read();
      await turn();
    }
    expect(await done).toBe(true);
  });

  it('are not made for a client that has left', async () => {
    const { runner, turn, pieces, made } = start();
    let isGone = false;
    const target = { write: () => true, drained: () => Promise.resolve(), isGone: () => isGone };
    const done = writePieces(pieces(1000), target, runner);
    await turn();
    isGone = true;
    await turn();
    expect(await done).toBe(false);
    expect(made()).toBeLessThan(10);
  });

  it('can be put together in steps', async () => {
    const { runner, turn, pieces } = start();
    const text = joinPieces(pieces(3), runner, () => false);
    for (let turns = 0; turns < 10; turns += 1) await turn();
    expect(await text).toBe('0 1 2 ');
  });
});
