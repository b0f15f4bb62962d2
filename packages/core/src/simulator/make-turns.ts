import type { ResponseGenerator } from '../generator/response-generator.js';
import type { ModelInfo } from '../models/model-info.js';
import { createSeededRandom, type Seed } from '../random/seeded-random.js';
import { askResponders, type Answer } from '../responders/ask-responders.js';
import type { Responder, ResponderContext } from '../responders/responder.js';
import type { Steps } from '../steps/steps.js';
import type { SimRequest } from '../turn/sim-request.js';
import type { SimulatedTurn } from '../turn/simulated-turn.js';
import { limitTurn, stopTurn } from './limit-turn.js';
import { reasonBefore } from './reasoning.js';

/** What the turns of a reply are made of. */
export interface TurnSource {
  readonly request: SimRequest;
  readonly model: ModelInfo;
  readonly responders: readonly Responder[];
  readonly generator: ResponseGenerator;
  readonly maxOutputTokens: number;
  /** The same for all choices. */
  readonly context: Omit<ResponderContext, 'random' | 'choice'>;
  /** What a choice is drawn from. */
  seedOf(choice: number): Seed;
  /** Called with what was decided about each choice. @throws RequestError to refuse the request for it */
  check(answer: Answer, choice: number): void;
  /** What becomes of a turn that is cut. @throws RequestError if the turns so far take too much */
  finish(turn: SimulatedTurn): SimulatedTurn;
}

/** What was made. */
export interface MadeTurns {
  readonly turns: readonly SimulatedTurn[];
  /** What was decided about the first choice. */
  readonly answer: Answer | undefined;
}

/** A step makes so many tokens, or so many choices, at least. */
const tokensInStep = 2048;
const tokensOfChoice = 64;

/** Makes a turn for each choice: what is said, cut at a stop sequence, reasoning first, cut at the output limit. */
export function* makeTurns(source: TurnSource): Steps<MadeTurns> {
  const { request, model, responders, generator, maxOutputTokens, context } = source;
  const { counter } = context;
  const turns: SimulatedTurn[] = [];
  let answer: Answer | undefined;
  let tokens = 0;
  for (let choice = 0; choice < request.choices; choice += 1) {
    const random = createSeededRandom(source.seedOf(choice));
    // Written out: spreading costs as much as all the rest of this.
    const said = yield* askResponders(responders, generator, request, {
      random,
      counter,
      targetTokens: context.targetTokens,
      wantedTokens: context.wantedTokens,
      turnNumber: context.turnNumber,
      choice,
      attempt: context.attempt,
      source: context.source,
    });
    answer ??= said;
    source.check(said, choice);
    const stopped = request.stop.length === 0 ? said.turn : yield* stopTurn(said.turn, request.stop, counter);
    const turn = source.finish(limitTurn(reasonBefore(stopped, request, model, random), maxOutputTokens));
    turns.push(turn);
    tokens += tokensOfChoice;
    for (const { pieces } of turn.parts) tokens += pieces.length;
    if (tokens < tokensInStep || choice === request.choices - 1) continue;
    tokens = 0;
    yield;
  }
  return { turns, answer };
}
