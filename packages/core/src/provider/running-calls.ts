/** A call that runs on its own, as other calls see it. */
export interface RunningCall {
  /** Ends it before its time. */
  cancel(): void | Promise<void>;
  /** How it stands, in a text of its API's making. */
  state(): string;
  /**
   * What it has said from a number on, counted from 0, in texts of its API's making: at once if there is something,
   * else when there is. Empty: it is over, and nothing follows.
   */
  said(from: number): readonly string[] | Promise<readonly string[]>;
}

/**
 * The calls that run on their own, wherever that is. Whoever asks about one asks the process that runs it, so nothing
 * has to be stored while it runs.
 */
export interface RunningCalls {
  /**
   * A call begins to run here.
   * @returns to be called when it is over and its end is stored
   */
  add(id: string, call: RunningCall): () => void;
  /** Ends a call before its time. @returns whether it was running */
  cancel(id: string): Promise<boolean>;
  /** `RunningCall.state`; `undefined`: it does not run. */
  state(id: string): string | undefined | Promise<string | undefined>;
  /** `RunningCall.said`; `undefined`: it does not run. */
  said(id: string, from: number): Promise<readonly string[] | undefined>;
}

/** Knows the calls of this process. */
export interface OwnRunningCalls extends RunningCalls {
  state(id: string): string | undefined;
  has(id: string): boolean;
}

export function createRunningCalls(): OwnRunningCalls {
  const running = new Map<string, RunningCall>();
  return {
    add(id, call) {
      running.set(id, call);
      return () => void running.delete(id);
    },
    async cancel(id) {
      const call = running.get(id);
      await call?.cancel();
      return call !== undefined;
    },
    state: (id) => running.get(id)?.state(),
    said: async (id, from) => running.get(id)?.said(from),
    has: (id) => running.has(id),
  };
}
