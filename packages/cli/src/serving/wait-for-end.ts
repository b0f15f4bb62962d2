import type { Surroundings } from '../surroundings.js';

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
export function waitForEnd(surroundings: Surroundings, { reload, end }: Reactions): Promise<void> {
  return new Promise((resolve, reject) => {
    let calls = 0;
    const stop = () => {
      calls += 1;
      end(calls === 1).then(finish, reject);
    };
    const unsubscribe = [
      surroundings.onSignal('SIGINT', stop),
      surroundings.onSignal('SIGTERM', stop),
      surroundings.onSignal('SIGHUP', () => {
        // A terminal that is closed sends the same signal as somebody who wants the settings read again.
        if (surroundings.hasLostTerminal()) stop();
        else reload();
      }),
      surroundings.onParentGone(stop),
    ];

    function finish(): void {
      for (const stopListening of unsubscribe) stopListening();
      resolve();
    }
  });
}
