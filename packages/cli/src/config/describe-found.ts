import { suggest } from './suggest.js';

const longestShown = 60;

/** A value as messages show it: JSON, cut where it is long. */
export function showValue(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length <= longestShown ? text : `${text.slice(0, longestShown - 1)}…`;
}

/** `found "80a"; accepted: a whole number from 0 to 65535.` */
export function describeFound(value: unknown, accepts: string): string {
  return `found ${showValue(value)}; accepted: ${accepts}.`;
}

/** ` Did you mean lorem?`, or nothing if no candidate is close. */
export function didYouMean(text: string, candidates: Iterable<string>): string {
  const suggestion = suggest(text, candidates);
  return suggestion === undefined ? '' : ` Did you mean ${suggestion}?`;
}
