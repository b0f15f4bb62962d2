import { setTimeout as createTimer } from 'node:timers';
import { tokenCounterForModel } from '@llmsim/core';

/**
 * Loading the table of an encoding takes some 300 ms, in which nothing is answered. So it waits until whoever waits
 * for the start has seen it.
 */
const warmUpAfterMs = 300;

/** Loads, a moment after the start, what the first requests would wait for. */
export function warmUpLater(): void {
  createTimer(() => tokenCounterForModel('gpt-5').count('warm-up'), warmUpAfterMs).unref();
}
