import type { LogNormalPart } from './fitted-shape.js';
import { quantile } from './quantile.js';

// Not looked up for each of many values.
const { exp, log, max, sqrt } = Math;

/** Two log-normal parts, and how well they suit. */
export interface MixtureFit {
  readonly body: LogNormalPart;
  readonly slow: LogNormalPart;
  /** Of the logarithms of the values. */
  readonly logLikelihood: number;
}

/** A part narrower than this has closed in on a few equal values. */
const leastSigma = 0.02;
const mostSteps = 300;
/** The slow part must have so many values to be one. */
const fewestSlow = 10;

interface Normal {
  readonly weight: number;
  readonly mean: number;
  readonly sigma: number;
}

/**
 * Fits a body and a slow part, both log-normal, by expectation and maximization from several beginnings.
 * @param logs - logarithms of the values, in order
 * @returns `undefined` if no slow part stands out
 */
export function fitLogNormalMixture(logs: Float64Array): MixtureFit | undefined {
  const fits = [0.75, 0.9, 0.97]
    .map((split) => improve(logs, split))
    .filter(({ slow }) => slow.weight * logs.length >= fewestSlow);
  const best = fits.toSorted((a, b) => b.logLikelihood - a.logLikelihood)[0];
  if (best === undefined) return undefined;
  const toPart = ({ weight, mean, sigma }: Normal): LogNormalPart => ({ weight, median: exp(mean), sigma });
  return { body: toPart(best.body), slow: toPart(best.slow), logLikelihood: best.logLikelihood };
}

function improve(logs: Float64Array, split: number) {
  const cut = Math.floor(split * logs.length);
  let body = normalOf(logs.subarray(0, cut), split);
  let slow = normalOf(logs.subarray(cut), 1 - split);
  let logLikelihood = -Infinity;
  const ofSlowPart = new Float64Array(logs.length);
  const ofBodyPart = new Float64Array(logs.length);
  for (let step = 0; step < mostSteps; step += 1) {
    const before = logLikelihood;
    logLikelihood = 0;
    for (let index = 0; index < logs.length; index += 1) {
      const value = logs[index] as number;
      const ofBody = density(body, value);
      const ofSlow = density(slow, value);
      const sum = ofBody + ofSlow + 1e-300;
      ofSlowPart[index] = ofSlow / sum;
      ofBodyPart[index] = 1 - ofSlow / sum;
      logLikelihood += log(sum);
    }
    if (logLikelihood - before < 1e-7 * logs.length) break;
    slow = weightedNormal(logs, ofSlowPart);
    body = weightedNormal(logs, ofBodyPart);
  }
  // Whatever they began as, the body is the part that is faster.
  return body.mean <= slow.mean ? { body, slow, logLikelihood } : { body: slow, slow: body, logLikelihood };
}

function normalOf(logs: Float64Array, weight: number): Normal {
  const sigma = (quantile(logs, 0.84) - quantile(logs, 0.16)) / 2;
  return { weight, mean: quantile(logs, 0.5), sigma: max(leastSigma, sigma || 0) };
}

const rootOfTwoPi = sqrt(2 * Math.PI);

function density({ weight, mean, sigma }: Normal, value: number): number {
  const off = (value - mean) / sigma;
  return (weight * exp((-off * off) / 2)) / (sigma * rootOfTwoPi);
}

/** A normal distribution of values that belong to it by so much. */
function weightedNormal(logs: Float64Array, weights: Float64Array): Normal {
  let [total, sum, squares] = [0, 0, 0];
  for (let index = 0; index < logs.length; index += 1) {
    const weight = weights[index] as number;
    const value = logs[index] as number;
    total += weight;
    sum += weight * value;
    squares += weight * value * value;
  }
  const mean = sum / max(total, 1e-12);
  const variance = max(0, squares / max(total, 1e-12) - mean * mean);
  return { weight: total / logs.length, mean, sigma: max(leastSigma, sqrt(variance)) };
}
