import { availableParallelism } from 'node:os';
import type { TestDesk } from '@llmsim/server';
import { loadSettings, type SettingSources } from '../config/load-settings.js';
import { serveAlone } from '../serving/serve-alone.js';
import type { Runtime } from '../runtime.js';

/** What a serving program was started with. */
export type ServeOptions = Pick<SettingSources, 'configFile' | 'flags' | 'presets'>;

/**
 * Serves until a signal ends it.
 * @param testDesk - where tests are kept; by default the server does
 * @returns the exit code
 * @throws ConfigError, or LlmsimError LLMSIM_LISTEN or LLMSIM_LOG
 */
export async function serve(options: ServeOptions, runtime: Runtime, testDesk?: TestDesk): Promise<number> {
  const sources = { ...options, environment: runtime.environment };
  const loaded = await loadSettings(sources);
  for (const warning of loaded.warnings) runtime.stderr.write(`${warning}\n`);
  const { 'server.workers': workers } = loaded.settings;
  const count = workers === 'auto' ? availableParallelism() : workers;
  if (count === 1) await serveAlone(loaded, sources, runtime, testDesk);
  else {
    const { serveWithWorkers } = await import('../serving/serve-with-workers.js');
    await serveWithWorkers(count, loaded, sources, runtime, testDesk);
  }
  return 0;
}
