import type { CalibratedModel, Calibration, Judgements } from '../calibrate.js';
import { fewestForP99, percentiles } from '../check/compare.js';
import { comparedTimes } from '../check/replay.js';
import { describeParameters, showNumber, showPercent, timeNames } from './describe-fit.js';

const labelWidth = 21;

/** What was found, as text for people, ending with a line feed. */
export function reportText({ captures, models, left }: Calibration): string {
  return [
    ...captures.map(
      ({ file, format, requests, skipped }) =>
        `${file}: ${format}, ${showNumber(requests.length)} replies` +
        (skipped === 0 ? '' : `, ${showNumber(skipped)} records without one left out`),
    ),
    ...models.flatMap(describeModel),
    ...leftOut(left),
    '',
  ].join('\n');
}

/** So many models that were left out are named. */
const mostNamed = 5;

function leftOut(left: Calibration['left']): readonly string[] {
  if (left.length === 0) return [];
  const named = left
    .slice(0, mostNamed)
    .map(({ model, requests, why }) => `  ${model}: ${showNumber(requests)} requests, ${why}`);
  const more = left.length - named.length;
  return ['', 'Left out:', ...named, ...(more === 0 ? [] : [`  ${more} more with no more requests`])];
}

function describeModel(model: CalibratedModel): readonly string[] {
  const { against } = model;
  return [
    '',
    `${model.model}: ${showNumber(model.requests)} requests, ${showNumber(model.streamed)} of them streamed`,
    '',
    ...describeParameters(model).map(([name, text]) => `  ${name.padEnd(labelWidth)}${text}`),
    '',
    '  How far the profile is from requests that it was not made from (five folds): captured → profile, error',
    ...judgementLines(model.heldOut),
    ...(against === undefined
      ? []
      : ['', `  How far ${against.name} is from all of them`, ...judgementLines(against.judgements)]),
  ];
}

function judgementLines(judgements: Judgements): readonly string[] {
  return comparedTimes.flatMap((time) => {
    const judgement = judgements[time];
    const label = `  ${timeNames[time].padEnd(labelWidth)}`;
    if (judgement === null) return [`${label}not captured`];
    const cells = percentiles.map((percentile) => {
      const error = judgement.errors[percentile];
      if (error === null) return `${percentile} not claimed from fewer than ${fewestForP99} samples`;
      const { capturedMs, profileMs } = error;
      return `${percentile} ${showNumber(capturedMs)} → ${showNumber(profileMs)}, ${showPercent(error.error)}`;
    });
    const { samples, ks, ksNoise } = judgement;
    const indent = ' '.repeat(label.length);
    return [
      `${label}${cells.join('; ')}`,
      `${indent}${showNumber(samples)} samples, KS distance ${ks.toFixed(3)}, noise floor ${ksNoise.toFixed(3)} (1.36/√n)`,
    ];
  });
}
