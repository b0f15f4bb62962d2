/** Shares out the time that the messages of all WebSockets take. */
export interface MessageTurns {
  /**
   * Asked before each message that is to be answered.
   * @returns `undefined`: now; or resolves when it is its turn
   */
  wait(): Promise<void> | undefined;
}

/** For how long messages are answered in one turn of the event loop. Milliseconds. */
const sliceMs = 1;

/**
 * Messages are answered as they come while that takes little; where thousands of them come at once, for a millisecond in
 * each turn of the event loop, so that everybody else waits no longer than that. Connections that wait have their turns
 * in order.
 *
 * @param nowMs - a monotonic clock
 * @param nextTurn - calls back in the next turn of the event loop
 */
export function createMessageTurns(
  nowMs: () => number = () => performance.now(),
  nextTurn: (callback: () => void) => unknown = setImmediate,
): MessageTurns {
  const waiting: (() => void)[] = [];
  /** When the first message of this turn was answered; `undefined`: none was. */
  let startedMs: number | undefined;

  const turnOver = (): void => {
    const next = waiting.shift();
    startedMs = next === undefined ? undefined : nowMs();
    if (next === undefined) return;
    nextTurn(turnOver);
    next();
  };

  return {
    wait() {
      if (startedMs === undefined) {
        startedMs = nowMs();
        nextTurn(turnOver);
        return undefined;
      }
      if (nowMs() - startedMs < sliceMs) return undefined;
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
}
