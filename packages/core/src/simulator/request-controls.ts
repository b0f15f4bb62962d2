import type { FaultRule } from '../faults/fault-rule.js';
import type { LatencyProfile } from '../latency/latency-profile.js';
import type { RequestSource, Responder } from '../responders/responder.js';
import type { PreparedRequest } from './prepare-request.js';

/** What one request asks of the simulator beyond its body. */
export interface RequestControls {
  /** Wins over the request's seed and the simulator's. */
  readonly seed?: number | string | undefined;
  readonly latency?: LatencyProfile | undefined;
  /** The length of the text in tokens. */
  readonly targetTokens?: number | undefined;
  /** How many turns were asked for before, where several processes have to agree on it; see `Simulator.isOrdered`. */
  readonly turnNumber?: number | undefined;
  /**
   * When the request was accepted, in monotonic milliseconds: what a prompt cache keeps for a time depends on it, and
   * latency and faults that change over time. 0 by default.
   */
  readonly atMs?: number | undefined;
  /**
   * Which attempt at the same request this is, from 0, where somebody else counts: several processes together, or for
   * one test alone. By default the simulator's memory counts.
   */
  readonly attempt?: number | undefined;
  /**
   * Keeps it apart from the same request of others: attempts are counted, and ids, delays and faults drawn, for each
   * scope by itself. What is said does not depend on it. By default all share one.
   */
  readonly scope?: string | undefined;
  /** May answer before all others: a turn that the caller has decided, or a script that holds for this request alone. */
  readonly responder?: Responder | undefined;
  /** Where the request came in, for responders that answer only some callers. */
  readonly source?: RequestSource | undefined;
  /** What goes wrong with this request, in this order, instead of what the simulator's own rules would choose. */
  readonly faults?: readonly FaultRule[] | undefined;
  /** What `prepareRequest` found out of this request; by default it is found out at once. */
  readonly prepared?: PreparedRequest | undefined;
}
