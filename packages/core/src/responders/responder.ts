import type { FailureMode } from '../faults/failure-mode.js';
import type { GeneratorContext } from '../generator/response-generator.js';
import type { LatencyProfile } from '../latency/latency-profile.js';
import type { Steps } from '../steps/steps.js';
import type { SimRequest } from '../turn/sim-request.js';
import type { SimulatedTurn, TurnPart } from '../turn/simulated-turn.js';
import type { Usage } from '../turn/usage.js';

/** Where a request came in. For responders that answer only some callers. */
export interface RequestSource {
  /** The provider's name, `openai` for one. */
  readonly provider: string;
  /** The endpoint's name in statistics, `responses` for one. */
  readonly endpoint: string;
  /** Lower-case header names. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What a responder is given besides the request. */
export interface ResponderContext extends GeneratorContext {
  /** Which of the alternative turns this is, from 0. */
  readonly choice: number;
  /** How often the same request was made before under the same seed: 0 for its first attempt. */
  readonly attempt: number;
  /** `undefined`: the simulator was asked by a program, not over a wire. */
  readonly source: RequestSource | undefined;
}

/**
 * What a responder decides. Fields that it leaves out are decided by the responders after it; a response without a
 * turn changes how the next one's turn is delivered. All but `turn` hold for the whole request, and are taken from
 * its first choice.
 */
export interface ResponderResult {
  /**
   * What is said: text, reasoning, refusals, tool calls, and why it ends. Stop sequences and the output limit cut it
   * like any other. A model that reasons does so before it, unless the turn has reasoning of its own.
   */
  readonly turn?: SimulatedTurn | undefined;
  /** What is said before the turn that is decided by others: calls of tools that the service runs, for instance. */
  readonly before?: readonly TurnPart[] | undefined;
  /** Goes wrong for certain on this attempt. A failure mode that the request's controls name wins. */
  readonly fault?: FailureMode | undefined;
  /** How fast the reply comes. A profile that the request's controls name wins. */
  readonly latency?: LatencyProfile | undefined;
  /** Replaces figures that would otherwise be counted. The caller sees to it that they add up. */
  readonly usage?: Partial<Usage> | undefined;
  /** What the schemas of the request ask for and the turn does not follow, in a sentence each; `undefined`: nothing. */
  readonly ignored?: readonly string[] | undefined;
  /** What the plan calls the one that answered; the responder's name by default. */
  readonly label?: string | undefined;
}

/**
 * One who may answer a request: a script, the model's tool calls, structured output, a generator. Responders are
 * asked in order, and each must give the same result for the same request and context.
 */
export interface Responder {
  readonly name: string;
  /** What it says depends on how many turns there were before, so it wants `turnNumber`. */
  readonly isOrdered?: boolean | undefined;
  /**
   * @returns `undefined` to leave the request to the next responder
   * @throws RequestError to refuse the request, in words of its own
   */
  respond(request: SimRequest, context: ResponderContext): ResponderResult | undefined;
  /**
   * The same in steps, for what takes longer than a millisecond; `undefined` leaves the request to the next responder.
   * By default it is decided at once.
   */
  respondInSteps?(
    request: SimRequest,
    context: ResponderContext,
  ): Steps<ResponderResult | undefined> | undefined;
}
