import type { FailureMode } from '../faults/failure-mode.js';
import { chooseDemanded, chooseFaults, type FaultRule } from '../faults/fault-rule.js';
import type { SimulatorMemory } from '../memory/simulator-memory.js';
import type { Random } from '../random/random.js';
import { createSeededRandom, deriveSeed, type Seed } from '../random/seeded-random.js';
import type { SimRequest } from '../turn/sim-request.js';
import type { RequestControls } from './request-controls.js';
import { identifyRequest } from './request-identity.js';

/** What of a simulator decides what is drawn for its requests. */
export interface DrawSource {
  /** For requests without a seed of their own. */
  readonly seed: Seed;
  /** Whether somebody chose that seed. */
  readonly isSeeded: boolean;
  /** Keeps apart simulators that serve together: their number, or nothing. */
  readonly worker: readonly number[];
  readonly faults: readonly FaultRule[] | ((atMs: number) => readonly FaultRule[]);
  readonly memory: Pick<SimulatorMemory, 'attempts' | 'faultCounts'>;
}

/** What is drawn for a request before anything of it is decided. */
export interface DrawnRequest {
  readonly identity: Seed;
  /** What is said is drawn from this and the identity. */
  readonly seed: Seed;
  /** Whether somebody chose the seed. */
  readonly isSeeded: boolean;
  readonly attempt: number;
  /** Ids, delays and faults are drawn from this. */
  readonly attemptSeed: Seed;
  /** The failure modes that strike. */
  readonly drawn: readonly FailureMode[];
  /** What these draw from. */
  readonly faultRandom: Random;
}

/** For what is not drawn: making a source of random numbers costs more than drawing from it. */
const noRandom: Random = { next: () => 0 };

/**
 * Draws what differs from request to request. The attempt is counted.
 * @param kind - distinguishes requests with the same content that ask for different things
 */
export function drawRequest(
  source: DrawSource,
  request: SimRequest,
  controls: RequestControls,
  kind?: string,
): DrawnRequest {
  const { worker, faults, memory } = source;
  const asked = controls.prepared?.identity ?? identifyRequest(request);
  const identity = kind === undefined ? asked : deriveSeed(asked, kind);
  const givenSeed = controls.seed ?? request.seed;
  const seed = givenSeed === undefined ? source.seed : deriveSeed(givenSeed);
  // Content depends on the request alone; ids, delays and faults also on which attempt of it this is.
  const scope = controls.scope === undefined ? [] : [controls.scope];
  const attempt =
    controls.attempt ??
    memory.attempts.next(scope.length === 0 ? seed : deriveSeed(seed, ...scope), identity);
  const attemptSeed = deriveSeed(seed, identity, attempt, ...worker, ...scope);
  const rules = typeof faults === 'function' ? faults(controls.atMs ?? 0) : faults;
  const isSafe = controls.faults === undefined && rules.length === 0;
  const faultRandom = isSafe ? noRandom : createSeededRandom(deriveSeed(attemptSeed, 'fault'));
  const choice = { request, identity, random: faultRandom, counts: memory.faultCounts };
  const drawn =
    controls.faults === undefined ? chooseFaults(rules, choice) : chooseDemanded(controls.faults, choice);
  const isSeeded = givenSeed !== undefined || source.isSeeded;
  return { identity, seed, isSeeded, attempt, attemptSeed, drawn, faultRandom };
}
