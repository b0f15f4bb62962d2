import type { Provider } from '@llmsim/core';
import type { Log } from '../log/log.js';
import { commandName } from '../command-name.js';
import { programVersion } from '../program-version.js';
import type { Runtime } from '../runtime.js';
import type { Reloader } from './reloader.js';
import { formatStartupMessage } from './format-startup-message.js';
import { waitForEnd } from './wait-for-end.js';

/** Sent to the program that started this one, once the server listens. */
export interface ListeningMessage {
  readonly type: 'llmsim:listening';
  readonly url: string;
}

/** A server that listens, whether in this process or in several. */
export interface Listening {
  readonly url: string;
  readonly providers: readonly Provider[];
  readonly reloader: Reloader;
  readonly log: Log;
  /** Lets open streams finish for so many milliseconds, then ends; called again, it ends at once. */
  readonly close: (drainMs: number) => Promise<void>;
}

/** Says where the server listens, and answers to signals until it has ended. */
export async function runUntilEnd(listening: Listening, runtime: Runtime): Promise<void> {
  const { url, providers, reloader, log, close } = listening;
  const { stdout } = runtime;
  const logFile = reloader.settings()['log.file'];
  const colors = stdout.hasColors?.() ?? false;
  // Before anything says that it listens: whoever reads that may send a signal at once.
  const ended = waitForEnd(runtime, {
    reload: () => void reloader.reload(),
    end(isFirst) {
      const drainMs = isFirst ? reloader.settings()['server.drain_timeout_ms'] : 0;
      if (isFirst) log.info(`Ending; open streams get ${drainMs / 1000} s. Ctrl-C again ends at once.`);
      return close(drainMs);
    },
  });
  stdout.write(
    formatStartupMessage({
      version: programVersion(),
      command: commandName(),
      url,
      providers,
      logFile,
      colors,
    }),
  );
  runtime.notifyParent({ type: 'llmsim:listening', url } satisfies ListeningMessage);
  await ended;
}
