import {
  createMemoryStateStore,
  createModelCatalog,
  createSimulator,
  type ModelCatalog,
  type Provider,
  type Simulator,
  type StateStore,
} from '@llmsim/core';
import { toAddedModel } from '../config/model-types.js';
import { providers } from '../providers.js';
import type { Settings } from '../config/settings-table.js';
import { chooseLatency } from './choose-latency.js';
import { listFaults } from './list-faults.js';
import { makeGenerator } from './make-generator.js';

/** What serves, made to the settings. */
export interface Composition {
  readonly catalog: ModelCatalog;
  readonly providers: readonly Provider[];
  readonly simulator: Simulator;
}

/** Where stored replies and conversations are kept; it outlives a change of settings. */
export function createStore(): StateStore {
  return createMemoryStateStore({ nowMs: () => performance.now() });
}

/** Makes what serves to the settings. */
export function compose(settings: Settings, store: StateStore): Composition {
  const catalog = createModelCatalog({
    available: settings['models.available'],
    unknown: settings['models.unknown'],
    added: settings['models.added'].map(toAddedModel),
  });
  return {
    catalog,
    providers: providers.map((createProvider) => createProvider({ catalog, store, strict: settings.strict })),
    simulator: createSimulator({
      generator: makeGenerator(settings),
      latency: chooseLatency(settings),
      catalog,
      faults: listFaults(settings),
      toolCalls: settings['response.tool_calls'],
      seed: settings.seed,
    }),
  };
}
