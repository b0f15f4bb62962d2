import { LlmsimError } from '../errors/llmsim-error.js';
import type { Distribution } from '../latency/distributions/distribution.js';
import { createDistribution } from '../latency/distributions/registry.js';
import { readOptions } from '../options/option-reader.js';
import type { SimRequest } from '../turn/sim-request.js';
import type { GeneratorContext, TargetTokens } from './response-generator.js';

/** The length of a reply that nobody asked a length for, in tokens. */
export const defaultTargetTokens = 100;

const scaleOfVerbosity = { low: 0.5, medium: 1, high: 2 };

/** How many tokens this reply gets: the request's own wish, or the target scaled by verbosity; at least 1. */
export function chooseTargetTokens(
  target: TargetTokens,
  request: SimRequest,
  context: GeneratorContext,
): number {
  if (context.targetTokens !== undefined) return context.targetTokens;
  const tokens = typeof target === 'number' ? target : target.sample(context.random);
  return Math.max(1, Math.round(tokens * scaleOfVerbosity[request.verbosity ?? 'medium']));
}

/** From so many tokens on a text is made in steps. */
const manyTokens = 2048;

/** Whether a reply may have so many tokens that making it takes longer than a millisecond. */
export function mayBeLong(target: TargetTokens, { targetTokens }: GeneratorContext): boolean {
  return (targetTokens ?? (typeof target === 'number' ? target : Infinity)) >= manyTokens;
}

/**
 * Reads the options of a generator that has `target_tokens` (or `targetTokens`) alone: a whole number of at least 1, or a
 * distribution.
 * @param name - the generator's
 * @throws LlmsimError LLMSIM_OPTION
 */
export function readTargetTokens(name: string, raw: unknown): TargetTokens {
  const owner = `generator "${name}"`;
  const options = readOptions(owner, raw);
  const target = parseTargetTokens(owner, options.value('target_tokens'));
  options.end();
  return target;
}

function parseTargetTokens(owner: string, value: unknown): TargetTokens {
  if (value === undefined) return defaultTargetTokens;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number') {
    if (Number.isInteger(number) && number >= 1) return number;
  } else if (typeof value === 'object' && value !== null) {
    return isDistribution(value) ? value : createDistribution(value);
  }
  throw new LlmsimError(
    'LLMSIM_OPTION',
    `The target tokens of ${owner} must be a whole number of at least 1, or a distribution; found ${JSON.stringify(value)}.`,
  );
}

function isDistribution(value: object): value is Distribution {
  return 'sample' in value && typeof value.sample === 'function';
}
