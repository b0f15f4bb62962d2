import { createDistribution, distributionNames, type DistributionSpec } from '@llmsim/core';
import { isMapping } from './compound-types.js';
import { describeFound, didYouMean } from './describe-found.js';
import type { Report, SettingType } from './setting-type.js';
import { tryMaking } from './try-making.js';

const example = '{distribution: normal, mean: 600, stddev: 150}';

/**
 * A distribution as core's `createDistribution` takes it: a number, or a mapping with the name of the distribution.
 * @param plain - what a number may be
 */
export function distribution(plain: SettingType<number>): SettingType<DistributionSpec> {
  const accepts = `${plain.accepts}, or a distribution (${distributionNames.join(', ')}) such as ${example}`;
  const named = {
    type: 'object',
    properties: { distribution: { enum: distributionNames } },
    required: ['distribution'],
  };
  return {
    accepts,
    schema: { anyOf: [plain.schema, named] },
    read(value, report) {
      if (!isMapping(value)) {
        const number = plain.read(value, () => undefined);
        if (number === undefined) report([], describeFound(value, accepts));
        return number;
      }
      if (!namesDistribution(value, report)) return undefined;
      return tryMaking(value, () => createDistribution(value), report)
        ? (value as DistributionSpec)
        : undefined;
    },
  };
}

function namesDistribution(value: Readonly<Record<string, unknown>>, report: Report): boolean {
  const { distribution: name } = value;
  const accepted = `one of ${distributionNames.join(', ')}`;
  if (name === undefined) {
    const misspelt = Object.keys(value).find((key) => didYouMean(key, ['distribution']) !== '');
    if (misspelt === undefined) report([], `"distribution" is missing; accepted: ${accepted}.`);
    else report([misspelt], `there is no such option. Did you mean distribution?`);
    return false;
  }
  if (distributionNames.includes(name as string)) return true;
  const suggestion = typeof name === 'string' ? didYouMean(name, distributionNames) : '';
  report(['distribution'], describeFound(name, accepted) + suggestion);
  return false;
}
