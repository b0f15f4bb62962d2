import type { FailureSnapshot, Outcome } from '@llmsim/core';
import { hasRestarted, type Reading } from './history.js';

/** A request that went wrong. */
export interface Failure {
  /** Milliseconds since 1970. */
  readonly wallMs: number;
  /** HTTP status: 200 if it went wrong in mid-stream, 0 if unknown. */
  readonly status: number;
  readonly outcome: Outcome;
  /** The failure mode or the kind of the error; undefined if nobody said. */
  readonly cause: string | undefined;
  readonly endpoint: string;
  /** Empty if the request asked no model. */
  readonly model: string;
}

/** How many failures are remembered. The server itself remembers fewer. */
const logLength = 200;

/**
 * The log, newest last, with the failures of a reading that were not in the one before.
 * @param wallMs - when the reading was received, in milliseconds since 1970
 */
export function extendFailureLog(
  log: readonly Failure[],
  before: Reading | undefined,
  after: Reading,
  wallMs: number,
): readonly Failure[] {
  // By the server's own clock, so that it does not matter how long its answers travel.
  const seenSecs =
    before === undefined || hasRestarted(before, after) ? -Infinity : before.snapshot.uptime_secs;
  const { uptime_secs: nowSecs, recent_failures: failures } = after.snapshot;
  const isNew = ({ ago_secs: agoSecs }: FailureSnapshot) => nowSecs - agoSecs > seenSecs;
  const fresh = failures
    .filter(isNew)
    .map(({ ago_secs: agoSecs, status, outcome, cause, endpoint, model }) => ({
      wallMs: wallMs - agoSecs * 1000,
      status,
      outcome,
      cause: cause ?? undefined,
      endpoint,
      model: model ?? '',
    }))
    .toReversed();
  return fresh.length === 0 ? log : [...log, ...fresh].slice(-logLength);
}
