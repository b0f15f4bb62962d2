import type { Distribution } from '../latency/distributions/distribution.js';
import type { Random } from '../random/random.js';
import type { Steps } from '../steps/steps.js';
import type { SimRequest } from '../turn/sim-request.js';
import type { SimulatedTurn } from '../turn/simulated-turn.js';
import type { TokenCounter } from '../tokens/token-counter.js';

/** What a generator is given besides the request. */
export interface GeneratorContext {
  /** Drawn from the seed and the request's identity, so that the same request gets the same turn. */
  readonly random: Random;
  /** The model's tokenizer. Its tables load on first use: a generator that knows its tokens does not touch it. */
  readonly counter: TokenCounter;
  /** The number of tokens asked for by this request itself; `undefined`: the generator's own target. */
  readonly targetTokens: number | undefined;
  /** The turn is cut after so many tokens, so no more have to be made; `undefined`: all count, cut or not. */
  readonly wantedTokens?: number | undefined;
  /** How many turns were asked for before this one, in all processes together; `undefined`: nobody wants to know. */
  readonly turnNumber?: number | undefined;
}

/** Says what the simulated model says. */
export interface ResponseGenerator {
  readonly name: string;
  /** What it says depends on how many turns there were before, so it wants `turnNumber`. */
  readonly isOrdered?: boolean;
  generate(request: SimRequest, context: GeneratorContext): SimulatedTurn;
  /** The same in steps, for turns that take longer than a millisecond; `undefined`, as by default: make it at once. */
  generateInSteps?(request: SimRequest, context: GeneratorContext): Steps<SimulatedTurn> | undefined;
}

/** A generator as configuration, flags and help know it. */
export interface GeneratorEntry {
  readonly name: string;
  /** One sentence, with its options and their defaults. */
  readonly summary: string;
  /** The option that the text after the colon in `name:text` sets; `undefined`: there is none. */
  readonly argument: string | undefined;
  /** @throws LlmsimError LLMSIM_OPTION for an option that the generator does not take */
  parse(options: unknown): ResponseGenerator;
}

/** How long a reply should be: a number of tokens, or a distribution of it. */
export type TargetTokens = number | Distribution;
