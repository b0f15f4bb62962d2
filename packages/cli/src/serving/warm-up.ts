import { setTimeout as createTimer } from 'node:timers';
import { tokenCounterForModel } from '@llmsim/core';

/**
 * Loading the table of an encoding takes some 200 ms, in which nothing is answered. So it waits until whoever waits
 * for the start has seen it.
 */
const warmUpAfterMs = 300;

/** What is loaded a moment after the start, so that the first requests need not wait for it. */
export interface WarmUp {
  /** To be called when the server listens. */
  begin(): void;
  /** Why the server had better not be asked yet; `undefined` once all is loaded. */
  notReady(): string | undefined;
}

export function createWarmUp(): WarmUp {
  let isDone = false;
  return {
    begin() {
      createTimer(() => {
        tokenCounterForModel('gpt-5').count('warm-up');
        isDone = true;
      }, warmUpAfterMs).unref();
    },
    notReady: () => (isDone ? undefined : 'starting: token tables are being loaded'),
  };
}
