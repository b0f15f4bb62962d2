import {
  createSimulator,
  createSimulatorMemory,
  type Provider,
  type SimulatorMemory,
  type SimulatorMemoryOptions,
} from '@llmsim/core';
import type { AppOptions } from '@llmsim/server';
import type { Settings } from '../config/settings-table.js';
import { providers, type ProviderOptions } from '../providers.js';
import { chooseChunks } from './choose-chunks.js';
import { chooseLatency } from './choose-latency.js';
import { listFaults } from './list-faults.js';
import { makeCatalog } from './make-catalog.js';
import { makeGenerator } from './make-generator.js';
import { readScenarioFiles } from './read-scenario-files.js';
import { rateLimitsOf } from './rate-limits.js';

/** What outlives a request, and a change of settings. */
export function createMemory(
  options: Pick<SimulatorMemoryOptions, 'store' | 'running'> = {},
): SimulatorMemory {
  return createSimulatorMemory({ ...options, nowMs: () => performance.now() });
}

/**
 * Makes what an app serves to the settings.
 * @param workerNumber - distinguishes this process from others that serve with it; `undefined`: there are none
 */
export function compose(settings: Settings, memory: SimulatorMemory, workerNumber?: number): AppOptions {
  const catalog = makeCatalog(settings);
  return {
    providers: createProviders({
      catalog,
      store: memory.store,
      running: memory.running,
      strict: settings.strict,
    }),
    alias: settings['server.alias'] === 'off' ? undefined : settings['server.alias'],
    simulator: createSimulator({
      generator: makeGenerator(settings),
      latency: chooseLatency(settings),
      catalog,
      faults: listFaults(settings),
      toolCalls: settings['response.tool_calls'],
      vary: settings['response.vary'],
      tokensPerChunk: chooseChunks(settings),
      seed: settings.seed,
      workerNumber,
      memory,
      schemaLimits: settings.strict ? 'refuse' : 'ignore',
      replyLimitBytes: settings['server.reply_limit'],
    }),
    catalog,
    scenarios: readScenarioFiles(settings.scenarios),
    bodyLimitBytes: settings['server.body_limit'],
    valueLimit: settings['server.value_limit'],
    bufferLimitBytes: settings['server.buffer_limit'],
    maxStreams: settings['server.max_streams'],
    maxWebSockets: settings['server.max_websockets'],
    apiKeys: settings['auth.api_keys'],
    tenants: settings['server.tenants'],
    allowedHosts: settings['server.allowed_hosts'],
    operationsKey: settings['server.operations_key'],
    rateLimits: rateLimitsOf(settings),
    controlHeaders: settings['server.control_headers'],
    corsOrigins: settings['server.cors'],
    operationsCorsOrigins: settings['server.operations_cors'],
    ledgerSize: settings['server.requests_log'],
    keepsChunkTimes: settings['server.requests_log_chunks'],
  };
}

function createProviders(options: ProviderOptions): readonly Provider[] {
  return Object.values(providers).map((createProvider) => createProvider(options));
}
