/** Runs long computations that come in steps. */
export interface StepRunner {
  /**
   * Resolves to what the computation returns when all its steps were taken, or to `undefined` when nobody wants them
   * any more. A step takes a millisecond or so; it is the computation that sees to that.
   */
  run<T>(steps: Iterator<unknown, T>, isUnwanted: () => boolean): Promise<T | undefined>;
}

/**
 * Takes the first step of a computation at once, and leaves the others to the runner.
 * @returns what the computation returns; a promise only if there are others
 */
export function startSteps<T>(
  runner: StepRunner,
  steps: Iterator<unknown, T>,
  isUnwanted: () => boolean,
): T | Promise<T | undefined> {
  const { done, value } = steps.next();
  return done === true ? value : runner.run(steps, isUnwanted);
}

/** A computation that is under way. */
interface Work {
  /** Takes a step. @returns whether it was the last */
  step(): boolean;
  /** Milliseconds that its steps have taken. */
  usedMs: number;
}

/** How long one computation goes on in one turn of the event loop. Milliseconds. */
const sliceMs = 1;

/**
 * Works for a millisecond in each turn of the event loop, so other work waits for that long at most. Every other turn
 * belongs to whoever has had the least time so far: what is short is done soon, however long the others take. The
 * turns between go round, so that what is long comes to its end however much that is short keeps coming.
 *
 * @param nowMs - a monotonic clock
 * @param nextTurn - calls back in the next turn of the event loop
 */
export function createStepRunner(
  nowMs: () => number = () => performance.now(),
  nextTurn: (callback: () => void) => unknown = setImmediate,
): StepRunner {
  /** In the order in which they get the turns that go round. */
  const waiting: Work[] = [];
  let goesRound = false;

  const takeNext = (): Work => {
    goesRound = !goesRound;
    let index = 0;
    if (!goesRound) {
      for (const [at, { usedMs }] of waiting.entries()) {
        if (usedMs < (waiting[index] as Work).usedMs) index = at;
      }
    }
    return waiting.splice(index, 1)[0] as Work;
  };

  const turn = (): void => {
    const work = takeNext();
    const startedMs = nowMs();
    let isOver = false;
    let usedMs = 0;
    while (!isOver && usedMs < sliceMs) {
      isOver = work.step();
      usedMs = nowMs() - startedMs;
    }
    work.usedMs += usedMs;
    if (!isOver) waiting.push(work);
    if (waiting.length > 0) nextTurn(turn);
  };

  return {
    run: (steps, isUnwanted) =>
      new Promise((resolve, reject) => {
        waiting.push({
          usedMs: 0,
          step() {
            try {
              if (isUnwanted()) {
                resolve(undefined);
                return true;
              }
              const { done, value } = steps.next();
              if (done === true) resolve(value);
              return done === true;
            } catch (error) {
              reject(error instanceof Error ? error : new Error(String(error)));
              return true;
            }
          },
        });
        if (waiting.length === 1) nextTurn(turn);
      }),
  };
}
