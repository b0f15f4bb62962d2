import { setTimeout as createTimer } from 'node:timers';
import { isLlmsimError, tokenCounterForModel } from '@llmsim/core';
import { startServer, type AppOptions, type ReloadReport } from '@llmsim/server';
import { compose, createStore } from '../composition/compose.js';
import { loadSettings, type SettingSources } from '../config/load-settings.js';
import { describeChange, takeSettings } from '../config/take-settings.js';
import { programVersion } from '../program-version.js';
import { showWelcome } from '../show-welcome.js';
import type { Surroundings } from '../surroundings.js';

/** What a serving program was started with. */
export type ServeOptions = Pick<SettingSources, 'configFile' | 'flags'>;

/** Sent to the program that started this one, once the server listens. */
export interface ListeningMessage {
  readonly type: 'llmsim:listening';
  readonly url: string;
}

/**
 * Loading the table of an encoding takes some 300 ms, in which nothing is answered. So it waits until whoever waits
 * for the start has seen it.
 */
const warmUpAfterMs = 300;

/**
 * Serves until a signal ends it.
 * @returns the exit code
 * @throws ConfigError, or LlmsimError LLMSIM_LISTEN
 */
export async function serve(options: ServeOptions, surroundings: Surroundings): Promise<number> {
  const sources = { ...options, environment: surroundings.environment };
  const loaded = await loadSettings(sources);
  const { configFile } = loaded;
  let { settings } = loaded;
  const version = programVersion();
  const store = createStore();

  async function reload(): Promise<ReloadReport> {
    if (configFile === undefined) {
      return {
        ok: false,
        message: 'There is no configuration file to read again; start with --config FILE.',
      };
    }
    try {
      const change = takeSettings(settings, (await loadSettings(sources)).settings);
      settings = change.settings;
      server.reconfigure(appOptions());
      return { ok: true, message: `${configFile} was read again. ${describeChange(change)}` };
    } catch (error) {
      if (!isLlmsimError(error)) throw error;
      return { ok: false, message: `The settings stay as they were. ${error.message}` };
    }
  }

  function appOptions(): AppOptions {
    return {
      ...compose(settings, store),
      bodyLimitBytes: settings['server.body_limit'],
      describe: () => ({ version, url: server.url, profile: settings['latency.profile'] }),
      reload,
    };
  }

  const initial = appOptions();
  const server = await startServer({
    ...initial,
    host: settings['server.host'],
    port: settings['server.port'],
  });
  surroundings.stdout.write(showWelcome({ url: server.url, version, providers: initial.providers }));
  surroundings.notifyParent({ type: 'llmsim:listening', url: server.url } satisfies ListeningMessage);
  createTimer(() => tokenCounterForModel('gpt-5').count('warm-up'), warmUpAfterMs).unref();

  await waitForEnd(surroundings, {
    reload: () => void reload().then(({ message }) => tell(surroundings, message)),
    end(isFirst) {
      const drainMs = isFirst ? settings['server.drain_timeout_ms'] : 0;
      if (isFirst)
        tell(surroundings, `Ending; open streams get ${drainMs / 1000} s. Ctrl-C again ends at once.`);
      return server.close(drainMs);
    },
  });
  return 0;
}

function tell({ stderr }: Surroundings, message: string): void {
  stderr.write(`llmsim: ${message}\n`);
}

/** What to do when somebody outside wants something. */
interface Reactions {
  readonly reload: () => void;
  /** @param isFirst - `false`: somebody is impatient */
  readonly end: (isFirst: boolean) => Promise<void>;
}

/** Resolves once the server has been ended. */
function waitForEnd(surroundings: Surroundings, { reload, end }: Reactions): Promise<void> {
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
    ];
    surroundings.onParentGone(stop);

    function finish(): void {
      for (const stopListening of unsubscribe) stopListening();
      resolve();
    }
  });
}
