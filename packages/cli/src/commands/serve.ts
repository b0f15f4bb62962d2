import { startServer } from '@llmsim/server';
import { compose } from '../compose.js';
import { loadSettings, type SettingSources } from '../config/load-settings.js';
import { programVersion } from '../program-version.js';
import { showWelcome } from '../show-welcome.js';
import type { Surroundings } from '../surroundings.js';

/**
 * Serves until a signal ends it.
 * @returns the exit code
 * @throws ConfigError, or LlmsimError LLMSIM_LISTEN
 */
export async function serve(
  given: Pick<SettingSources, 'configFile' | 'flags'>,
  surroundings: Surroundings,
): Promise<number> {
  const { settings } = await loadSettings({ ...given, environment: surroundings.environment });
  const { providers, simulator, warmUp } = compose(settings);
  const version = programVersion();
  const server = await startServer({
    providers,
    simulator,
    host: settings['server.host'],
    port: settings['server.port'],
    bodyLimitBytes: settings['server.body_limit'],
    describe: () => ({ version, url: server.url, profile: settings['latency.profile'] }),
  });
  surroundings.stdout.write(showWelcome({ url: server.url, version, providers }));
  setImmediate(warmUp);

  await new Promise<void>((resolve) => {
    let signals = 0;
    const stop = () => {
      signals += 1;
      void server.close(signals > 1 ? 0 : settings['server.drain_timeout_ms']).then(resolve);
      if (signals === 1)
        surroundings.stderr.write('llmsim: ending; open streams may finish. Again to end at once.\n');
    };
    surroundings.onSignal('SIGINT', stop);
    surroundings.onSignal('SIGTERM', stop);
  });
  return 0;
}
