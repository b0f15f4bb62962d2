import { loadSettings } from './config/load-settings.js';
import { environmentName } from './config/settings-table.js';
import type { Runtime } from './runtime.js';

/** Addresses that stand for all of a machine's own, which one can listen on but not connect to. */
const wildcards: ReadonlyMap<string, string> = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '[::1]'],
]);

/** The address at which a program on this machine reaches a server that listens there. */
export function reachableUrl(host: string, port: number): string {
  const bracketed = host.includes(':') ? `[${host}]` : host;
  return `http://${wildcards.get(host) ?? bracketed}:${port}`;
}

/** The key for a server's operations endpoints, where the environment has one. */
export function operationsKeyOf({ environment }: Runtime): string | undefined {
  return environment[environmentName('server.operations_key')];
}

/**
 * Where a server on this machine would be, by the environment and the configuration file that it names.
 * @throws ConfigError
 */
export async function localUrl({ environment }: Runtime): Promise<string> {
  const { settings } = await loadSettings({ environment, flags: {} });
  return reachableUrl(settings['server.host'], settings['server.port']);
}
