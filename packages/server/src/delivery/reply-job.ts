import type { ServerResponse } from 'node:http';
import type {
  Clock,
  Exchange,
  Outcome,
  PlannedReply,
  Provider,
  RequestRecord,
  StatsRecorder,
} from '@llmsim/core';

/** Everything that delivering one reply needs. */
export interface ReplyJob {
  readonly response: ServerResponse;
  readonly provider: Provider;
  readonly exchange: Exchange;
  readonly reply: PlannedReply;
  readonly record: RequestRecord;
  readonly stats: StatsRecorder;
  readonly clock: Clock;
  /** Monotonic milliseconds at which the request was accepted: the timeline counts from here. */
  readonly acceptedAtMs: number;
  readonly requestId: string;
  /** Headers that every reply of the API has. */
  readonly headers: Readonly<Record<string, string>>;
  /** Called exactly once, whatever happened. */
  end(outcome: Outcome, status: number): void;
  /** An error that is a defect of llmsim itself. */
  readonly reportDefect: (error: unknown) => void;
}
