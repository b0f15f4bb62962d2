import {
  createFailureMode,
  createGenerator,
  createMemoryStateStore,
  createModelCatalog,
  createSimulator,
  latencyProfile,
  profileForModel,
  tokenCounterForModel,
  type Provider,
  type Simulator,
} from '@llmsim/core';
import { providers } from './providers.js';
import type { Settings } from './config/settings-table.js';

/** What serves, made to the settings. */
export interface Composition {
  readonly providers: readonly Provider[];
  readonly simulator: Simulator;
  /** Loads what the first requests need and the start does not. */
  readonly warmUp: () => void;
}

/** Makes what serves to the settings. */
export function compose(settings: Settings): Composition {
  const catalog = createModelCatalog();
  const store = createMemoryStateStore({ nowMs: () => performance.now() });
  return {
    providers: providers.map((create) => create({ catalog, store, strict: settings.strict })),
    simulator: createSimulator({
      generator: createGenerator(settings['response.generator'] as string),
      catalog,
      faults: settings['errors.modes'].map(({ mode, rate, model, options }) => ({
        mode: createFailureMode(mode, options),
        rate,
        model,
      })),
      latency:
        settings['latency.profile'] === 'auto'
          ? profileForModel
          : () => latencyProfile(settings['latency.profile']),
      seed: settings.seed,
    }),
    warmUp: () => void tokenCounterForModel('gpt-5').count('warm'),
  };
}
