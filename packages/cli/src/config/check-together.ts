import { isCounted } from './failure-list-type.js';
import { createModelCatalog, matchesModel } from '@llmsim/core';
import { toAddedModel } from './model-types.js';
import type { SettingPath, Settings } from './settings-table.js';

/** Settings that are right one by one and wrong together. */
export interface Contradiction {
  /** The one to look at. */
  readonly path: SettingPath;
  readonly what: string;
}

/** Finds settings that contradict each other. */
export function checkTogether(settings: Settings): readonly Contradiction[] {
  return [...checkTimes(settings), ...checkRates(settings), ...checkPatterns(settings)];
}

/** A time is given by figures or by a distribution, not by both. */
function checkTimes(settings: Settings): Contradiction[] {
  return (['ttft', 'tbt'] as const).flatMap((time): Contradiction[] => {
    const figure = ([`latency.${time}_mean_ms`, `latency.${time}_stddev_ms`] as const).find(
      (path) => settings[path] !== undefined,
    );
    if (settings[`latency.${time}`] === undefined || figure === undefined) return [];
    return [
      { path: figure, what: `latency.${time} is given, too, and says the same; leave one of them out.` },
    ];
  });
}

/** The shares of requests that fail are shares of all requests: for no model may they be more than all. */
function checkRates(settings: Settings): Contradiction[] {
  const general =
    settings['errors.rate_limit_rate'] +
    settings['errors.server_error_rate'] +
    settings['errors.timeout_rate'];
  const modes = settings['errors.modes'];
  let forAll = general;
  const ofModels = new Map<string, number>();
  for (const spec of modes) {
    // What is counted out decides for itself.
    if (isCounted(spec)) continue;
    const { model, rate } = spec;
    if (model === undefined) forAll += rate;
    else ofModels.set(model, (ofModels.get(model) ?? 0) + rate);
  }
  let largest = forAll;
  for (const ofModel of ofModels.values()) largest = Math.max(largest, forAll + ofModel);
  // Tenths do not add up exactly.
  if (largest <= 1 + 1e-9) return [];
  return [
    {
      path: modes.length > 0 ? 'errors.modes' : 'errors.rate_limit_rate',
      what: `the rates of all errors add up to ${Number(largest.toFixed(6))}; accepted: at most 1.`,
    },
  ];
}

/** Where unknown models are refused, a pattern that no model fits is for no request. */
function checkPatterns(settings: Settings): Contradiction[] {
  if (settings['models.unknown'] === 'accept') return [];
  const { 'models.available': available, 'models.added': added } = settings;
  const catalog = createModelCatalog({ available, added: added.map(toAddedModel) });
  const isForNobody = (pattern: string) =>
    pattern.includes('*')
      ? !catalog.list().some(({ id }) => matchesModel(pattern, id))
      : catalog.find(pattern) === undefined;
  const patterns: readonly (readonly [SettingPath, readonly string[]])[] = [
    ['latency.models', Object.keys(settings['latency.models'])],
    ['limits.models', Object.keys(settings['limits.models'])],
    ['errors.modes', settings['errors.modes'].flatMap(({ model }) => model ?? [])],
  ];
  return patterns.flatMap(([path, ofSetting]) =>
    ofSetting.filter(isForNobody).map((pattern) => ({
      path,
      what: `no model fits "${pattern}", and models.unknown is reject, so it is for no request.`,
    })),
  );
}
