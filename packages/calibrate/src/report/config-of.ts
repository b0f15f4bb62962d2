import type { Calibration } from '../calibrate.js';
import type { ProfileSpec } from '../fit/fit-profile.js';
import { describeParameters, showNumber } from './describe-fit.js';

/** The settings that make the simulator as fast as what was captured, as a configuration file has them. */
export interface CalibratedConfig {
  readonly latency: { readonly models: Readonly<Record<string, ProfileSpec>> };
}

/** The settings of a calibration, to be written as YAML. */
export function configOf({ models }: Calibration): CalibratedConfig {
  return { latency: { models: Object.fromEntries(models.map(({ model, fitted }) => [model, fitted.spec])) } };
}

/** Where the figures of these settings are from, a line each, for a comment above them. */
export function configNotes({ captures, models }: Calibration): readonly string[] {
  return [
    'Latency as captured in',
    ...captures.map(
      ({ file, format, requests }) => `  ${file} (${format}, ${showNumber(requests.length)} replies)`,
    ),
    ...models.flatMap((model) => [
      `${model.model}: ${showNumber(model.requests)} requests`,
      ...describeParameters(model).map(([name, text]) => `  ${name}: ${text}`),
    ]),
  ];
}
