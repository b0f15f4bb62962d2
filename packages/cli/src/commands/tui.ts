import { localUrl, operationsKeyOf } from '../local-url.js';
import type { Runtime } from '../runtime.js';

/** How the dashboard was called. */
export interface DashboardFlags {
  readonly interval?: number;
  readonly once?: boolean;
  readonly json?: boolean;
  readonly ascii?: boolean;
}

/**
 * Shows what a running server does, in the terminal or once as text.
 * @param url - of the server; `undefined`: where the environment says that it is
 * @returns the exit code
 */
export async function showDashboard(
  url: string | undefined,
  flags: DashboardFlags,
  runtime: Runtime,
): Promise<number> {
  const { printSnapshot, runDashboard } = await import('@llmsim/tui');
  const operationsKey = operationsKeyOf(runtime);
  const server = url ?? (await localUrl(runtime));
  if (flags.once === true || flags.json === true) {
    return printSnapshot({ url: server, operationsKey, json: flags.json });
  }
  return runDashboard({ url: server, operationsKey, intervalMs: flags.interval, ascii: flags.ascii });
}
