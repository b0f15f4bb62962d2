import { isLlmsimError } from '@llmsim/core';
import { isMapping } from './compound-types.js';
import type { Report } from './setting-type.js';

/**
 * Checks a value by making what it describes; what the maker says against it is reported.
 * @returns whether it could be made
 */
export function tryMaking(value: unknown, make: () => unknown, report: Report): boolean {
  try {
    make();
    return true;
  } catch (error) {
    if (!isLlmsimError(error)) throw error;
    // Messages quote the option that they are about; if it was given, that is the line to look at.
    const [, option] = /option "([^"]+)"/i.exec(error.message) ?? [];
    const isGiven = option !== undefined && isMapping(value) && Object.hasOwn(value, option);
    report(isGiven ? [option] : [], error.message);
    return false;
  }
}
