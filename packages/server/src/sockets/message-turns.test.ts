import { createMessageTurns } from './message-turns.js';

/** Turns on an event loop whose turns a test ends, and a clock on which each message takes a quarter of a millisecond. */
function start() {
  let nowMs = 0;
  let next: (() => void) | undefined;
  const log: string[] = [];
  const isWaiting = () => next !== undefined;
  const turns = createMessageTurns(
    () => nowMs,
    (callback) => (next = callback),
  );
  return {
    log,
    answer: async (name: string, messages: number) => {
      for (let message = 1; message <= messages; message += 1) {
        const turn = turns.wait();
        if (turn !== undefined) await turn;
        log.push(name);
        nowMs += 0.25;
      }
    },
    /** @returns whether anybody waits for another turn */
    endTurn: async () => {
      const callback = next;
      next = undefined;
      callback?.();
      // What was resolved goes on before the next turn of an event loop.
      for (let tick = 0; tick < 20; tick += 1) await Promise.resolve();
      log.push('|');
      return isWaiting();
    },
  };
}

describe('the turns of messages', () => {
  it('come at once while that takes little', async () => {
    const { log, answer, endTurn } = start();
    void answer('a', 2);
    void answer('b', 1);
    expect(log.join('')).toBe('aab');
    expect(await endTurn()).toBe(false);
    void answer('a', 3);
    expect(log.join('')).toBe('aab|aaa');
  });

  it('end after a millisecond, for all connections together, which go on in order', async () => {
    const { log, answer, endTurn } = start();
    const all = [answer('a', 9), answer('b', 5), answer('c', 1)];
    while (await endTurn());
    await Promise.all(all);
    expect(log.join('')).toBe('aaaaaaaa|bbbb|c|a|b||');
  });
});
