/**
 * The calls that run on their own, wherever that is: what may end one before its time. Cancelling goes to the process
 * that runs it, so nothing has to be asked while it runs.
 */
export interface RunningCalls {
  /**
   * A call begins to run here.
   * @param cancel - called once when somebody cancels it
   * @returns to be called when it is over
   */
  add(id: string, cancel: () => void): () => void;
  /** Ends a call before its time. @returns whether it was running */
  cancel(id: string): boolean | Promise<boolean>;
}

/** Knows the calls of this process. */
export interface OwnRunningCalls extends RunningCalls {
  cancel(id: string): boolean;
}

export function createRunningCalls(): OwnRunningCalls {
  const running = new Map<string, () => void>();
  return {
    add(id, cancel) {
      running.set(id, cancel);
      return () => void running.delete(id);
    },
    cancel(id) {
      const cancel = running.get(id);
      running.delete(id);
      cancel?.();
      return cancel !== undefined;
    },
  };
}
