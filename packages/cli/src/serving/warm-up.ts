import { setTimeout as createTimer } from 'node:timers';
import { tokenCounterForModel } from '@llmsim/core';
import { keepRequestsYoung } from './keep-requests-young.js';

/**
 * Loading the table of an encoding takes some 200 ms, in which nothing is answered. So it waits until whoever waits
 * for the start has seen it.
 */
const warmUpAfterMs = 300;

/** What is loaded a moment after the start, so that the first requests need not wait for it. */
export interface WarmUp {
  /**
   * To be called when the server listens.
   * @param others - waits for other processes that are the same server; that they fail is not waited for
   */
  begin(others?: () => Promise<unknown>): void;
  /** Why the server had better not be asked yet; `undefined` once all is loaded. */
  notReady(): string | undefined;
}

/** @param later - calls back a moment later, without keeping the process alive until then */
export function createWarmUp(load: () => void = prepare, later = afterTheStart): WarmUp {
  let isDone = false;
  const done = () => {
    isDone = true;
  };
  return {
    begin(others = () => Promise.resolve()) {
      later(() => {
        load();
        others().then(done, done);
      });
    },
    notReady: () => (isDone ? undefined : 'starting: token tables are being loaded'),
  };
}

function prepare(): void {
  tokenCounterForModel('gpt-5').count('warm-up');
  keepRequestsYoung();
}

function afterTheStart(callback: () => void): void {
  createTimer(callback, warmUpAfterMs).unref();
}
