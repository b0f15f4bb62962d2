import type { SettingPath, Settings } from './settings-table.js';

/** Settings that are right one by one and wrong together. */
export interface Contradiction {
  /** The one to look at. */
  readonly path: SettingPath;
  readonly what: string;
}

/** Finds settings that contradict each other. */
export function checkTogether(settings: Settings): readonly Contradiction[] {
  return [...checkTimes(settings), ...checkRates(settings)];
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
  const sumFor = (model: string | undefined) =>
    modes
      .filter((mode) => mode.model === undefined || mode.model === model)
      .reduce((sum, { rate }) => sum + rate, general);
  const largest = Math.max(...[undefined, ...modes.map(({ model }) => model)].map(sumFor));
  // Tenths do not add up exactly.
  if (largest <= 1 + 1e-9) return [];
  return [
    {
      path: modes.length > 0 ? 'errors.modes' : 'errors.rate_limit_rate',
      what: `the rates of all errors add up to ${Number(largest.toFixed(6))}; accepted: at most 1.`,
    },
  ];
}
