import { createDistribution, createSeededRandom, deriveSeed } from '@llmsim/core';
import { shapeSpec, type FittedShape, type QuantilePoint } from './fitted-shape.js';
import { ksDistance, ksNoise } from './ks-distance.js';
import { fitLogNormalMixture } from './log-normal-mixture.js';
import { quantile, sorted } from './quantile.js';
import { standardDeviation } from './quantile-line.js';

/** A shape on trial: how likely it makes the values, less what its parameters cost. */
interface Candidate {
  readonly shape: FittedShape;
  /** Bayesian information criterion; the least wins. */
  readonly criterion: number;
}

/** Values that vary by less than this share of their mean do not vary. */
const leastVariation = 1e-3;

/**
 * The distribution that values come from: normal, log-normal or gamma, and with `withTail` a log-normal body with a slow
 * part. The one with the best likelihood for its number of parameters (BIC) wins; where even that one is far from the
 * values, as where a network holds chunks back and brings them together, it is a table of their quantiles.
 * @param ordered - the values in order, at least 2, none below 0
 */
export function fitShape(ordered: Float64Array, withTail: boolean): FittedShape {
  const mean = average(ordered);
  const stddev = standardDeviation(ordered);
  if (stddev <= leastVariation * mean) return { kind: 'constant', value: mean };
  const candidates = [normalCandidate(mean, stddev, ordered.length)];
  if ((ordered[0] as number) > 0) {
    const logs = ordered.map(Math.log);
    candidates.push(logNormalCandidate(logs), ...gammaCandidate(mean, logs));
    if (withTail) candidates.push(...mixtureCandidate(logs));
  }
  const best = candidates.reduce((least, other) => (other.criterion < least.criterion ? other : least));
  return best.criterion === Infinity || isFar(ordered, best.shape) ? tableOf(ordered, mean) : best.shape;
}

/** So far may a fitted distribution be from the values, as a KS distance, beyond what chance does. */
const mostDistance = 0.05;
const timesNoise = 2.5;
/** How many values are drawn of a distribution to be compared. */
const draws = 4000;

function isFar(ordered: Float64Array, shape: FittedShape): boolean {
  const distribution = createDistribution(shapeSpec(shape));
  const random = createSeededRandom(deriveSeed('calibrate', 'shape'));
  const drawn = sorted(Array.from({ length: draws }, () => distribution.sample(random)));
  return ksDistance(ordered, drawn) > Math.max(mostDistance, timesNoise * ksNoise(ordered.length));
}

const shares = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995];

/** Quantiles, and above them whatever gives the mean: the largest of many values says little. */
function tableOf(ordered: Float64Array, mean: number): FittedShape {
  const quantiles: QuantilePoint[] = shares.map((share) => [share, quantile(ordered, share)]);
  let below = 0;
  for (let index = 1; index < quantiles.length; index += 1) {
    const [[from, low], [to, high]] = [quantiles[index - 1], quantiles[index]] as [
      QuantilePoint,
      QuantilePoint,
    ];
    below += ((to - from) * (low + high)) / 2;
  }
  const [lastShare, last] = quantiles.at(-1) as QuantilePoint;
  const top = (2 * (mean - below)) / (1 - lastShare) - last;
  return { kind: 'empirical', mean, quantiles: [...quantiles, [1, Math.max(last, top)]] };
}

function average(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function criterionOf(logLikelihood: number, parameters: number, count: number): number {
  return parameters * Math.log(count) - 2 * logLikelihood;
}

const logRootOfTwoPiE = Math.log(Math.sqrt(2 * Math.PI * Math.E));

function normalCandidate(mean: number, stddev: number, count: number): Candidate {
  // A normal distribution that is cut off at 0 has other moments than its parameters say.
  if (stddev > 0.4 * mean) return { shape: { kind: 'normal', mean, stddev }, criterion: Infinity };
  const logLikelihood = -count * (Math.log(stddev) + logRootOfTwoPiE);
  return { shape: { kind: 'normal', mean, stddev }, criterion: criterionOf(logLikelihood, 2, count) };
}

function logNormalCandidate(logs: Float64Array): Candidate {
  const location = average(logs);
  const scale = standardDeviation(logs);
  const mean = Math.exp(location + scale ** 2 / 2);
  const logLikelihood = -logs.length * (location + Math.log(scale) + logRootOfTwoPiE);
  return {
    shape: { kind: 'log-normal', mean, stddev: mean * Math.sqrt(Math.expm1(scale ** 2)) },
    criterion: criterionOf(logLikelihood, 2, logs.length),
  };
}

/** By Minka's approximation of the maximum of the likelihood. */
function gammaCandidate(mean: number, logs: Float64Array): readonly Candidate[] {
  const gap = Math.log(mean) - average(logs);
  if (!(gap > 0)) return [];
  const form = (3 - gap + Math.sqrt((gap - 3) ** 2 + 24 * gap)) / (12 * gap);
  const scale = mean / form;
  const sumOfLogs = average(logs) * logs.length;
  const logLikelihood =
    (form - 1) * sumOfLogs -
    (logs.length * mean) / scale -
    logs.length * (form * Math.log(scale) + logGamma(form));
  return [
    {
      shape: { kind: 'gamma', mean, stddev: mean / Math.sqrt(form) },
      criterion: criterionOf(logLikelihood, 2, logs.length),
    },
  ];
}

function mixtureCandidate(logs: Float64Array): readonly Candidate[] {
  const fit = fitLogNormalMixture(logs);
  if (fit === undefined) return [];
  const logLikelihood = fit.logLikelihood - average(logs) * logs.length;
  return [
    {
      shape: { kind: 'mixture', body: fit.body, slow: fit.slow },
      criterion: criterionOf(logLikelihood, 5, logs.length),
    },
  ];
}

/** Stirling's series, after a few steps up. */
function logGamma(value: number): number {
  let shift = 0;
  let at = value;
  while (at < 8) {
    shift -= Math.log(at);
    at += 1;
  }
  return (
    shift + (at - 0.5) * Math.log(at) - at + Math.log(2 * Math.PI) / 2 + 1 / (12 * at) - 1 / (360 * at ** 3)
  );
}
