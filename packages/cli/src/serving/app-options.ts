import type { SimulatorMemory } from '@llmsim/core';
import type { AppOptions, ServerOptions } from '@llmsim/server';
import { compose } from '../composition/compose.js';
import type { Settings } from '../config/settings-table.js';
import type { Log } from '../log/log.js';
import { warnOnce } from '../log/warn-once.js';
import { programVersion } from '../program-version.js';

/** What an app is made of besides settings. */
export interface AppRuntime {
  readonly memory: SimulatorMemory;
  readonly log: Log;
  /** The address that the server is known by; asked for once it listens. */
  readonly url: () => string;
  readonly reload: NonNullable<AppOptions['reload']>;
  /** Distinguishes this process from others that serve with it; `undefined`: there are none. */
  readonly workerNumber?: number | undefined;
}

/** The options of an app that serves as the settings say, logs, and can be reloaded. */
export function makeAppOptions(settings: Settings, runtime: AppRuntime): AppOptions {
  const { memory, log, url, reload, workerNumber } = runtime;
  const version = programVersion();
  return {
    ...compose(settings, memory, workerNumber),
    describe: () => ({ version, url: url(), profile: settings['latency.profile'] }),
    reload,
    onIgnored: warnOnce(log),
    onRequestEnd: (request) => log.request(request),
    reportDefect: (error) =>
      log.error(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  };
}

/** Where a server listens, and how long it waits for its clients. What of it changes takes a restart. */
export function connectionOptions(settings: Settings) {
  return {
    host: settings['server.host'],
    port: settings['server.port'],
    headersTimeoutMs: settings['server.headers_timeout_ms'],
    requestTimeoutMs: settings['server.request_timeout_ms'],
    keepAliveTimeoutMs: settings['server.keep_alive_timeout_ms'],
    idleTimeoutMs: settings['server.idle_timeout_ms'],
  } satisfies Partial<ServerOptions>;
}
