import { createDistribution, distributionNames, type DistributionSpec } from '@llmsim/core';
import { isMapping } from './compound-types.js';
import { describeFound, didYouMean } from './describe-found.js';
import type { Report, SettingType } from './setting-type.js';
import { tryMaking } from './try-making.js';

const example = '{distribution: normal, mean: 600, stddev: 150}';

/**
 * A distribution as core's `createDistribution` takes it: a number, or a mapping with the name of the distribution.
 * @param unit - what is drawn: `milliseconds`
 */
export function distribution(unit: string): SettingType<DistributionSpec> {
  const accepts = `a number of ${unit}, or a distribution (${distributionNames.join(', ')}) such as ${example}`;
  return {
    accepts,
    read(value, report) {
      if (typeof value !== 'number' && !isMapping(value)) {
        report([], describeFound(value, accepts));
        return undefined;
      }
      if (isMapping(value) && !namesDistribution(value, report)) return undefined;
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
  report(['distribution'], describeFound(name, accepted) + didYouMean(String(name), distributionNames));
  return false;
}
