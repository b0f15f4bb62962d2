import { createBoundedMap, readFaultRule, readFaultText, type FaultRule, type FaultSpec } from '@llmsim/core';

/** Failure modes as the header has them, or a list of them. */
export type FaultSource = string | readonly FaultSpec[];

/** Failure modes that were asked for while the server runs, by the test that they are for; `''`: for all requests. */
export type FaultList = readonly (readonly [test: string, source: FaultSource])[];

/** Keeps them: one for all processes that serve together. */
export interface FaultDesk {
  /** Replaces what was asked for this test. @throws LlmsimError for what is not a failure mode */
  put(test: string, source: FaultSource): void | Promise<void>;
  /** @returns whether there was anything */
  delete(test: string): boolean | Promise<boolean>;
  list(): FaultList | Promise<FaultList>;
}

/** For how many tests failure modes are kept; those of the oldest are forgotten first. */
const mostTests = 1000;

/** @throws LlmsimError LLMSIM_UNKNOWN_FAILURE_MODE or LLMSIM_OPTION */
export function readFaults(source: FaultSource): readonly FaultRule[] {
  return typeof source === 'string' ? readFaultText(source) : source.map(readFaultRule);
}

/**
 * Keeps failure modes in this process.
 * @param onChanged - given all there are after each change; what it resolves to is waited for
 */
export function createFaultDesk(onChanged: (list: FaultList) => unknown): FaultDesk {
  const sources = createBoundedMap<FaultSource>({ maxEntries: mostTests });
  const list = (): FaultList => [...sources.entries()];
  return {
    async put(test, source) {
      readFaults(source);
      sources.set(test, source);
      await onChanged(list());
    },
    async delete(test) {
      if (!sources.delete(test)) return false;
      await onChanged(list());
      return true;
    },
    list,
  };
}

/** What of it this process has to do. */
export interface AskedFaults {
  /** What strikes requests of a test that ask for nothing themselves; `undefined`: nothing was asked for. */
  of(test: string | undefined): readonly FaultRule[] | undefined;
  /** Replaces all there are. */
  take(list: FaultList): void;
}

export function createAskedFaults(initial: FaultList = []): AskedFaults {
  let rules = rulesOf(initial);
  return {
    of: (test = '') => rules?.get(test) ?? rules?.get(''),
    take(list) {
      rules = rulesOf(list);
    },
  };
}

function rulesOf(list: FaultList): ReadonlyMap<string, readonly FaultRule[]> | undefined {
  return list.length === 0 ? undefined : new Map(list.map(([test, source]) => [test, readFaults(source)]));
}
