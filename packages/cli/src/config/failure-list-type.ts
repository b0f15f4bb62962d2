import { createFailureMode, failureModes } from '@llmsim/core';
import { below, isMapping, listOf, record } from './compound-types.js';
import { describeFound } from './describe-found.js';
import { choice, scalarType, share, text, wholeNumber } from './scalar-types.js';
import type { Report, SettingType } from './setting-type.js';
import { tryMaking } from './try-making.js';

/** A failure mode, how often it strikes, and whom. */
export interface FailureSpec {
  readonly mode: string;
  /** The share of requests that it strikes; of those that the conditions below let it strike, where there are any. */
  readonly rate: number;
  /** The name of a model; each `*` stands for any text. */
  readonly model?: string;
  /** Strikes the first so many attempts of the same request. */
  readonly times?: number;
  /** Strikes these attempts of the same request, counted from 1. */
  readonly attempts?: readonly number[];
  /** Strikes every n-th request. */
  readonly every?: number;
  /** The mode's own, in snake case. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Whether a failure is counted out, and no share of all requests. */
export function isCounted({ times, attempts, every }: Partial<FailureSpec>): boolean {
  return times !== undefined || attempts !== undefined || every !== undefined;
}

const count = wholeNumber(1);
const names = failureModes.map(({ name }) => name);

const options: SettingType<Readonly<Record<string, unknown>>> = scalarType({
  accepts: "a mapping with the mode's options",
  schema: { type: 'object' },
  ofValue: (value) => (isMapping(value) ? value : undefined),
});

/** The keys of an item of the list. */
export const failureFields = {
  mode: { type: choice(names), required: true, description: 'The failure mode.' },
  rate: {
    type: share,
    required: false,
    description: 'The share of requests that it strikes; 1 with times, attempts or every.',
  },
  model: {
    type: text('the name of a model; each * stands for any text'),
    required: false,
    description: 'Only requests for this model.',
  },
  times: {
    type: count,
    required: false,
    description: 'Strikes the first so many attempts of the same request.',
  },
  attempts: {
    type: listOf(count, 'a list of attempts such as [2, 3]'),
    required: false,
    description: 'Strikes these attempts of the same request, counted from 1.',
  },
  every: { type: count, required: false, description: 'Strikes every n-th request.' },
  options: { type: options, required: false, description: "The mode's own options." },
} as const;

const fields = record(failureFields);

const failure: SettingType<FailureSpec> = {
  accepts: fields.accepts,
  schema: {
    ...fields.schema,
    anyOf: ['rate', 'times', 'attempts', 'every'].map((key) => ({ required: [key] })),
  },
  read(value, report) {
    const given = fields.read(value, report);
    if (given?.mode === undefined) return undefined;
    if (given.rate === undefined && !isCounted(given as Partial<FailureSpec>)) {
      report([], `"rate" is missing; accepted: ${share.accepts}, or one of times, attempts, every.`);
      return undefined;
    }
    // In the order in which people write it, as `config print` shows it.
    const { mode, rate = 1, ...others } = given;
    const spec = { mode, rate, ...others } as FailureSpec;
    const make = () => createFailureMode(spec.mode, spec.options);
    return tryMaking(spec.options, make, below(report, 'options')) ? spec : undefined;
  },
};

const list = listOf(failure, 'a list such as [{mode: stall, rate: 0.01}]');

/** Failure modes with their rates; as one text, `stall=0.01,reset=0.02`. */
export const failureList: SettingType<readonly FailureSpec[]> = {
  ...list,
  readText(given, report) {
    const parts = given
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    const specs = parts.map((part) => readPair(part, report));
    return specs.some((spec) => spec === undefined) ? undefined : (specs as FailureSpec[]);
  },
};

function readPair(part: string, report: Report): FailureSpec | undefined {
  const [mode = '', rate, ...rest] = part.split('=').map((piece) => piece.trim());
  if (rate === undefined || rest.length > 0) {
    report([], describeFound(part, 'a failure mode and its rate, such as stall=0.01'));
    return undefined;
  }
  const number = share.readText?.(rate, report);
  return number === undefined ? undefined : failure.read({ mode, rate: number }, report);
}
