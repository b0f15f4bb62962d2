import type { CalibratedModel } from '../calibrate.js';
import { meanSize } from '../fit/chunk-sizes.js';
import type { FittedShape, LogNormalPart } from '../fit/fitted-shape.js';

/** What the three times are called in reports. */
export const timeNames = {
  firstToken: 'time to first token',
  interToken: 'time between tokens',
  total: 'whole reply',
} as const;

/** A number for people: as many digits as anybody wants. */
export function showNumber(value: number): string {
  if (value === 0) return '0';
  const rounded = Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
  return rounded.toLocaleString('en-US');
}

/** A share as per cent. */
export function showPercent(share: number): string {
  const percent = 100 * share;
  return `${percent >= 10 ? Math.round(percent) : Number(percent.toFixed(1))} %`;
}

/** A fitted distribution in words. Values are in milliseconds. */
export function describeShape(shape: FittedShape): string {
  switch (shape.kind) {
    case 'constant':
      return `${showNumber(shape.value)} ms, always`;
    case 'mixture':
      return `${describePart(shape.body)}; ${describePart(shape.slow)}`;
    case 'empirical':
      return `as captured (a table of quantiles), ${showNumber(shape.mean)} ms on average`;
    default:
      return `${shape.kind}, ${showNumber(shape.mean)} ± ${showNumber(shape.stddev)} ms`;
  }
}

function describePart({ weight, median, sigma }: LogNormalPart): string {
  return `${showPercent(weight)} log-normal around ${showNumber(median)} ms (σ ${sigma.toFixed(2)})`;
}

/** The parameters of a model's profile: what each is called, and what it is and where it is from. */
export function describeParameters({
  fitted,
}: CalibratedModel): readonly (readonly [name: string, text: string])[] {
  const { firstToken, interToken, chunks } = fitted;
  const { msPerThousandTokens, standardError, isSeen } = firstToken.prefill;
  const prefill = isSeen
    ? `${showNumber(msPerThousandTokens)}${standardError === undefined ? '' : ` ± ${showNumber(standardError)}`} ms for each 1,000 input tokens that were not cached`
    : standardError === undefined
      ? 'nothing to be seen: the input tokens were not captured, are always as many, or hardly matter; taken as 0'
      : `nothing to be seen (± ${showNumber(standardError)} ms for each 1,000 input tokens); taken as 0`;
  const speed = interToken === undefined ? '' : `, ${showNumber(1000 / interToken.meanMs)} tokens a second`;
  return [
    [
      timeNames.firstToken,
      `${describeShape(firstToken.shape)}; from ${firstToken.from} (${showNumber(firstToken.samples)})`,
    ],
    ['prefill', prefill],
    [
      timeNames.interToken,
      interToken === undefined
        ? 'not known: no reply says how long its tokens took; taken as 0'
        : `${describeShape(interToken.shape)}${speed}; from ${interToken.from} (${showNumber(interToken.samples)})` +
          (interToken.from === 'whole replies' ? '; its spread is assumed' : ''),
    ],
    [
      'tokens in a chunk',
      chunks.text === undefined
        ? 'not known; those of the profile that auto chooses'
        : `${showNumber(meanSize(chunks.text))} on average (${chunks.counted === 0 ? 'counted by nobody, found from the times' : `${showNumber(chunks.counted)} chunks`})`,
    ],
  ];
}
