import type { LoadedSettings } from '../config/load-settings.js';
import { longFlag } from '../config/settings-table.js';
import type { Log } from '../log/log.js';

/** Says so where API keys were given on the command line, which every user of the machine can read. */
export function warnOfExposedKeys({ origins }: LoadedSettings, log: Log): void {
  const flag = longFlag('auth.api_keys');
  if (origins['auth.api_keys'] !== flag) return;
  log.warn(
    `${flag} shows its keys in the list of processes; use --api-key-file or LLMSIM_AUTH_API_KEYS to keep them secret.`,
  );
}
