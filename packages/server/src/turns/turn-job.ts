import type { Clock, Exchange, Outcome, PlannedReply, RequestRecord, StatsRecorder } from '@llmsim/core';
import type { RemainingLimits } from '../limits/rate-limiter.js';

/** A reply that is decided and has to be delivered, on whatever transport. */
export interface TurnJob {
  readonly exchange: Exchange;
  readonly reply: PlannedReply;
  readonly record: RequestRecord;
  readonly stats: StatsRecorder;
  readonly clock: Clock;
  /** Monotonic milliseconds at which the request was accepted: the timeline counts from here. */
  readonly acceptedAtMs: number;
  readonly requestId: string;
  /** What is left of the limits; `undefined`: nobody counts. */
  readonly remaining: RemainingLimits | undefined;
  /** The turn is over. To be called however it ends; calls after the first do nothing. */
  end(outcome: Outcome, status: number): void;
  /** An error that is a defect of llmsim itself. */
  readonly reportDefect: (error: unknown) => void;
}
