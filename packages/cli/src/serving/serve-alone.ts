import { startServer, type RunningServer, type TestDesk } from '@llmsim/server';
import { createMemory } from '../composition/compose.js';
import type { LoadedSettings, SettingSources } from '../config/load-settings.js';
import type { Settings } from '../config/settings-table.js';
import { openLog } from '../log/open-log.js';
import type { Runtime } from '../runtime.js';
import { connectionOptions, makeAppOptions } from './app-options.js';
import { createReloader } from './reloader.js';
import { runUntilEnd } from './run-until-end.js';
import { warnOfExposedKeys } from './warn-of-exposed-keys.js';
import { createWarmUp } from './warm-up.js';

/**
 * Serves in this process until a signal ends it.
 * @throws LlmsimError LLMSIM_LISTEN or LLMSIM_LOG
 */
export async function serveAlone(
  loaded: LoadedSettings,
  sources: SettingSources,
  runtime: Runtime,
  testDesk?: TestDesk,
): Promise<void> {
  const { settings } = loaded;
  const memory = createMemory();
  const warmUp = createWarmUp();
  const log = openLog(settings, runtime.stderr);
  warnOfExposedKeys(loaded, log);
  const reloader = createReloader({
    loaded,
    sources,
    log,
    apply(changed) {
      const options = optionsFor(changed);
      log.reopen(changed);
      server.reconfigure(options);
    },
  });
  const optionsFor = (given: Settings) => ({
    ...makeAppOptions(given, { memory, log, url: () => server.url, reload: reloader.reload }),
    notReady: () => warmUp.notReady(),
    testDesk,
  });

  const options = optionsFor(settings);
  const server: RunningServer = await startServer({
    ...options,
    ...connectionOptions(settings),
    maxConnections: settings['server.max_connections'],
  });
  warmUp.begin();
  const { url } = server;
  await runUntilEnd(
    { url, providers: options.providers, reloader, log, close: (drainMs) => server.close(drainMs) },
    runtime,
  );
  await log.close();
}
