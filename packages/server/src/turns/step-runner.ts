import { setImmediate as turnOfEventLoop } from 'node:timers/promises';

/** Runs long computations that come in steps. */
export interface StepRunner {
  /** Resolves when all steps were taken, or when nobody wants them any more. */
  run(steps: Iterator<unknown>, isUnwanted: () => boolean): Promise<void>;
}

/**
 * Takes one step of one computation in each turn of the event loop, in the order they came: however many there are,
 * other work waits for one step at most.
 */
export function createStepRunner(): StepRunner {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(steps, isUnwanted) {
      const done = last.then(async () => {
        let isDone = false;
        while (!isDone && !isUnwanted()) {
          isDone = steps.next().done === true;
          // After the last step too: what follows is not a part of it.
          await turnOfEventLoop();
        }
      });
      last = done.catch(() => undefined);
      return done;
    },
  };
}
