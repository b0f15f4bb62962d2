import type { FailureMode, LatencyProfile, Usage } from '@llmsim/core';
import type { Condition } from '../conditions/condition.js';
import type { TextCondition } from '../conditions/text-conditions.js';
import type { Place } from '../file/place.js';
import type { Reply } from '../reply/reply.js';
import type { Expectation } from '../verdict/expectation.js';

/** A failure that a turn meets. */
export interface ScriptedFault {
  readonly mode: FailureMode;
  /**
   * Which attempts it strikes, from 1; after the last that any fault of the turn strikes and one more it counts anew, so
   * that the same test can run again. `undefined`: all.
   */
  readonly attempts: readonly number[] | undefined;
}

/** One turn of a scenario. */
export interface Turn {
  /** From 1. */
  readonly number: number;
  readonly place: Place | undefined;
  /** All that must hold besides what the scenario asks. */
  readonly conditions: readonly Condition[];
  /** Whether the file itself says which text or result it answers. */
  readonly isExplicit: boolean;
  /** `undefined`: others say what is said. */
  readonly reply: Reply | undefined;
  readonly faults: readonly ScriptedFault[];
  readonly latency: LatencyProfile | undefined;
  readonly usage: Partial<Usage> | undefined;
  /** Of all conditions, the scenario's included. */
  readonly points: number;
  /** Characters that all conditions fix. */
  readonly fixed: number;
}

/** A conversation that is decided beforehand, or a rule that answers wherever it fits. */
export interface Scenario {
  readonly name: string;
  readonly place: Place | undefined;
  /** A rule has one turn, which may come at any time. */
  readonly isRule: boolean;
  /** What must hold for each of its turns; without what is asked of the user's text. */
  readonly conditions: readonly Condition[];
  /** The text of the user with which it begins; `undefined`: any. */
  readonly user: TextCondition | undefined;
  readonly turns: readonly Turn[];
  readonly expect: Expectation | undefined;
  /** Nobody minds if it is never met. */
  readonly isOptional: boolean;
}

/** What a turn is called in journals and replies: `weather, turn 2`. */
export function nameOfTurn(scenario: Scenario, turn: Turn): string {
  return scenario.isRule ? scenario.name : `${scenario.name}, turn ${turn.number}`;
}
