import type { Runtime } from '../runtime.js';

/** What to do when somebody outside wants something. */
export interface Reactions {
  readonly reload: () => void;
  /**
   * Ends the server; called once more by whoever is impatient.
   * @param isFirst - `false`: at once
   */
  readonly end: (isFirst: boolean) => Promise<void>;
}

/** Answers to signals until one of them has ended the server. */
export function waitForEnd(runtime: Runtime, { reload, end }: Reactions): Promise<void> {
  return new Promise((resolve, reject) => {
    let calls = 0;
    const stop = () => {
      calls += 1;
      end(calls === 1).then(finish, reject);
    };
    const unsubscribe = [
      runtime.onSignal('SIGINT', stop),
      runtime.onSignal('SIGTERM', stop),
      runtime.onSignal('SIGHUP', () => {
        // A terminal that is closed sends the same signal as somebody who wants the settings read again.
        if (runtime.hasLostTerminal()) stop();
        else reload();
      }),
      runtime.onParentGone(stop),
    ];

    function finish(): void {
      for (const stopListening of unsubscribe) stopListening();
      resolve();
    }
  });
}
