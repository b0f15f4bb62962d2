import type { RunningServer, WorkerLink } from '@llmsim/server';
import type { Surroundings } from '../surroundings.js';

/** What a worker and its primary tell each other besides requests. */
export interface WorkerLife {
  /** Resolves when the primary has told this worker to end, or is gone itself. */
  readonly ending: Promise<void>;
  /** Lets go of the primary, so that nothing keeps this process from ending. */
  leave(): void;
  /** For the primary's call `worker.close`. */
  close(server: RunningServer, drainMs: number): void;
}

/** The primary decides when a worker ends: signals, which a terminal sends to all processes, are not obeyed here. */
export function liveAsWorker(surroundings: Surroundings): WorkerLife {
  let finish: () => void = () => undefined;
  const ending = new Promise<void>((resolve) => {
    finish = resolve;
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    surroundings.onSignal(signal, () => undefined);
  surroundings.onParentGone(() => finish());
  return {
    ending,
    leave() {
      if (process.connected) process.disconnect();
    },
    close(server, drainMs) {
      void server.close(drainMs).then(finish);
    },
  };
}

/** A share of a limit that holds for all workers together; at least 1. */
export function shareOf(limit: number, workers: number): number {
  return Math.max(1, Math.ceil(limit / workers));
}

/** Starts to serve and tells the primary so, or why not: it is the primary that says it to the user. */
export async function startInWorker(
  link: WorkerLink,
  start: () => Promise<RunningServer>,
): Promise<RunningServer> {
  try {
    const server = await start();
    await link.primary.call('worker.listening', server.url);
    return server;
  } catch (error) {
    await link.primary.call('worker.failed', error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
