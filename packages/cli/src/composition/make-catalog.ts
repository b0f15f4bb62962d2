import { createModelCatalog, type ModelCatalog } from '@llmsim/core';
import { toAddedModel } from '../config/model-types.js';
import type { Settings } from '../config/settings-table.js';

/** The models that the settings ask for. */
export function makeCatalog(settings: Settings): ModelCatalog {
  return createModelCatalog({
    available: settings['models.available'],
    unknown: settings['models.unknown'],
    added: settings['models.added'].map(toAddedModel),
    reasoning: settings['models.reasoning'],
    legacyParameters: settings['models.legacy_parameters'],
  });
}
