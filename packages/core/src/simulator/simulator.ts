import type { FailureMode } from '../faults/failure-mode.js';
import type { FaultRule } from '../faults/fault-rule.js';
import { changeTurn, failBefore, makeWorse } from '../faults/strike.js';
import { createGenerator } from '../generator/generators/registry.js';
import type { ResponseGenerator } from '../generator/response-generator.js';
import type { ToolCallPolicy } from '../generator/tool-turn.js';
import type { LatencyProfile, TokensPerChunk } from '../latency/latency-profile.js';
import { profileForModel } from '../latency/profile-for-model.js';
import { createSimulatorMemory, type SimulatorMemory } from '../memory/simulator-memory.js';
import { createModelCatalog, type ModelCatalog } from '../models/model-catalog.js';
import { createSeededRandom, deriveSeed } from '../random/seeded-random.js';
import { takeSteps, type Steps } from '../steps/steps.js';
import { buildTimeline } from '../stream/build-timeline.js';
import { chunkBy } from '../stream/chunking.js';
import { withHeartbeats } from '../stream/heartbeats.js';
import type { Pacer } from '../stream/pace.js';
import { countRequest } from '../tokens/count-request.js';
import { tokenCounterForModel } from '../tokens/token-counter-for-model.js';
import { refuseIgnored } from '../responders/ask-responders.js';
import { createToolCallResponder, structuredOutputResponder } from '../responders/built-in-responders.js';
import type { Responder } from '../responders/responder.js';
import { timelineOfAnswer, timelineUntil } from './answer-timeline.js';
import { choosePace } from './choose-pace.js';
import { drawRequest, type DrawSource } from './draw-request.js';
import { makeTurns } from './make-turns.js';
import { comparePrediction, measureUsage, noPrediction } from './measure-usage.js';
import { outputLimit, wantedOutput } from './output-limit.js';
import { createReplyScale } from './reply-size.js';
import type { RequestControls } from './request-controls.js';
import type { PlannedFailure, ResponsePlan } from '../turn/response-plan.js';
import type { SimRequest } from '../turn/sim-request.js';
import type { SimulatedTurn } from '../turn/simulated-turn.js';
import type { AnswerExchange, PlannedAnswer } from '../provider/answer-exchange.js';

/** How a simulator behaves. Everything may be left out. */
export interface SimulatorOptions {
  /** Who may answer before tools are called, JSON is made and the generator speaks; in order. By default nobody. */
  readonly responders?: readonly Responder[] | undefined;
  /** What is said; by default lorem ipsum of 100 tokens. */
  readonly generator?: ResponseGenerator;
  /**
   * How fast, for each model's name and at each time, in milliseconds from an origin of the caller's choice; by default
   * the profile that goes with the name, at any time.
   */
  readonly latency?: (model: string, atMs: number) => LatencyProfile;
  /** Decides when tokens are due where the latency profile does not; by default it always does. */
  readonly pacer?: Pacer | undefined;
  /** The models that are known; by default all of the built-in table, and any other name too. */
  readonly catalog?: ModelCatalog;
  /** What goes wrong, and how often; a function where that changes over time. By default nothing. */
  readonly faults?: readonly FaultRule[] | ((atMs: number) => readonly FaultRule[]);
  /** Whether tools are called when the request leaves the choice; `auto` by default. */
  readonly toolCalls?: ToolCallPolicy;
  /**
   * Makes runs equal: the same request gets the same reply, and its n-th attempt the same outcome. By default the
   * memory's seed, which is drawn anew for each memory.
   */
  readonly seed?: number | string | undefined;
  /**
   * Distinguishes simulators with the same seed that serve together, so that their replies have ids, delays and faults of
   * their own. What is said does not depend on it. By default the simulator is the only one.
   */
  readonly workerNumber?: number | undefined;
  /** What outlives a request; by default a memory of the simulator's own. Pass it on when settings change. */
  readonly memory?: SimulatorMemory | undefined;
  /**
   * Whether the n-th identical request is answered otherwise than the first: `always`, `never`, or `auto`, as a real
   * model does it, without a seed (the request's or the simulator's) and unless its temperature is 0. `never` by default.
   */
  readonly vary?: 'auto' | 'always' | 'never' | undefined;
  /**
   * How many tokens a chunk of a stream has, by the profile of the request; `undefined`: one. By default what the
   * profile says.
   */
  readonly tokensPerChunk?: ((profile: LatencyProfile) => TokensPerChunk | undefined) | undefined;
  /**
   * What becomes of a request of which llmsim cannot follow a schema in everything: the rest is followed and the plan
   * says what is not (`ignore`, the default), or it is refused, for that limit is llmsim's own.
   */
  readonly schemaLimits?: 'ignore' | 'refuse' | undefined;
  /** What a reply may take, all choices and log probabilities together, in bytes; by default there is no limit. */
  readonly replyLimitBytes?: number | undefined;
}

/** Decides what happens to requests. */
export interface Simulator {
  /**
   * Decides everything about one request: what is said, when, what it costs, what goes wrong. Nothing is sent and
   * nothing waits.
   * @throws RequestError if the prompt and the output asked for do not fit into the model's context window
   */
  plan(request: SimRequest, controls?: RequestControls): ResponsePlan;
  /**
   * The same in steps of about a millisecond, so that a server can do other work in between. What is soon decided has
   * no step but the last.
   */
  planInSteps(request: SimRequest, controls?: RequestControls): Steps<ResponsePlan>;
  /**
   * The same for a request whose answer is no turn.
   * @param kind - distinguishes requests with the same content that ask for different things
   * @throws RequestError as the exchange does
   */
  planAnswer(
    kind: string,
    exchange: AnswerExchange,
    controls?: RequestControls,
  ): PlannedAnswer | PlannedFailure;
  /** Whether replies depend on how many there were before, as those of a sequence do. */
  readonly isOrdered: boolean;
}

/** @see SimulatorOptions */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const {
    responders: ownResponders = [],
    generator = createGenerator('lorem'),
    latency = profileForModel,
    pacer,
    catalog = createModelCatalog(),
    faults = [],
    toolCalls = 'auto',
    memory = createSimulatorMemory(),
    tokensPerChunk = (profile: LatencyProfile) => profile.tokensPerChunk,
    vary = 'never',
    schemaLimits = 'ignore',
    replyLimitBytes,
  } = options;
  const responders = [...ownResponders, createToolCallResponder(toolCalls), structuredOutputResponder];
  const worker = options.workerNumber === undefined ? [] : [options.workerNumber];

  const isOrdered =
    generator.isOrdered === true || responders.some((responder) => responder.isOrdered === true);

  const draws: DrawSource = {
    seed: options.seed === undefined ? memory.seed : deriveSeed(options.seed),
    isSeeded: options.seed !== undefined,
    worker,
    faults,
    memory,
  };

  function* planInSteps(request: SimRequest, controls: RequestControls = {}): Steps<ResponsePlan> {
    const { identity, seed, isSeeded, attempt, attemptSeed, drawn, faultRandom } = drawRequest(
      draws,
      request,
      controls,
    );
    const failure = failBefore(drawn, request, faultRandom);
    if (failure !== undefined) return failure;

    const model = catalog.resolve(request.model);
    const counter = tokenCounterForModel(request.model);
    const inputTokens = controls.prepared?.inputTokens ?? countRequest(request, counter);
    const maxOutputTokens = outputLimit(request, model, inputTokens);

    const asked = controls.responder === undefined ? responders : [controls.responder, ...responders];
    const { targetTokens, source } = controls;
    const wantedTokens = wantedOutput(model, maxOutputTokens);
    const turnNumber = controls.turnNumber ?? (isOrdered ? memory.turnNumbers.next() : undefined);
    const isFree = vary === 'auto' && !isSeeded && request.temperature !== 0;
    // The first is answered as ever. Processes that serve together count attempts apart.
    const version = (vary === 'always' || isFree) && attempt > 0 ? [attempt, ...worker] : [];
    // What a script wants to go wrong, unless the request asks for something itself.
    let modes = drawn;
    let strike = faultRandom;
    const changed = new Set<FailureMode>();
    const weigh = createReplyScale(request, replyLimitBytes);
    const { turns, answer } = yield* makeTurns({
      request,
      model,
      responders: asked,
      generator,
      maxOutputTokens,
      context: { counter, targetTokens, wantedTokens, turnNumber, attempt, source },
      seedOf: (choice) => deriveSeed(seed, identity, ...version, 'content', choice),
      check(said, choice) {
        if (choice === 0 && said.fault !== undefined && controls.faults === undefined) {
          modes = [said.fault];
          strike = createSeededRandom(deriveSeed(attemptSeed, 'fault'));
        }
        if (schemaLimits === 'refuse') refuseIgnored(said, request);
      },
      finish: (turn) => weigh(changeTurn(modes, turn, { request, counter, random: strike }, changed)),
    });
    const scriptedFailure = failBefore(modes, request, strike);
    if (scriptedFailure !== undefined) return scriptedFailure;

    const { promptCache } = memory;
    const { prediction } = request;
    const { atMs = 0 } = controls;
    const steps = promptCache.lookInSteps?.(request, inputTokens, atMs);
    const cached = steps === undefined ? promptCache.look(request, inputTokens, atMs) : yield* steps;
    const predicted =
      prediction === undefined ? noPrediction : yield* comparePrediction(prediction, turns, counter);
    const measured = measureUsage(turns, inputTokens, cached, predicted);
    const usage = answer?.usage === undefined ? measured : { ...measured, ...answer.usage };
    const askedLatency = controls.latency ?? answer?.latency;
    const profile = askedLatency ?? latency(request.model, atMs);
    const reply = {
      type: 'reply' as const,
      turns,
      usage,
      timeline: buildTimeline({
        turns,
        usage,
        // A profile that was asked for wins over the pacer.
        pace: choosePace({
          model: request.model,
          acceptedAtMs: atMs,
          turns,
          usage,
          pacer: askedLatency === undefined ? pacer : undefined,
          profile,
          seed: deriveSeed(attemptSeed, 'delays'),
        }),
        chunking: chunkBy(tokensPerChunk(profile), () => deriveSeed(attemptSeed, 'chunks')),
      }),
      ending: 'complete' as const,
      idSeed: deriveSeed(attemptSeed, 'ids'),
      fault: undefined,
      answeredBy: answer?.label,
      ignored: answer?.ignored,
    };
    const worse = makeWorse(modes, reply, strike, changed);
    const { heartbeatMs } = request;
    return heartbeatMs === undefined
      ? worse
      : { ...worse, timeline: withHeartbeats(worse.timeline, heartbeatMs) };
  }

  const simulator: Simulator = {
    isOrdered,
    plan: (request, controls) => takeSteps(planInSteps(request, controls)),
    planInSteps,
    planAnswer(kind, exchange, controls = {}) {
      const { request } = exchange;
      const { atMs = 0 } = controls;
      const { identity, seed, attemptSeed, drawn, faultRandom } = drawRequest(draws, request, controls, kind);
      const failure = failBefore(drawn, request, faultRandom);
      if (failure !== undefined) return failure;

      const idSeed = deriveSeed(attemptSeed, 'ids');
      const { answer, usage, afterMs } = exchange.answer({
        inputTokens:
          controls.prepared?.inputTokens ?? countRequest(request, tokenCounterForModel(request.model)),
        contentSeed: deriveSeed(seed, identity, 'content'),
        idSeed,
        plan: (further, responder) =>
          simulator.plan(further, {
            ...controls,
            // These are of the request that came in, not of what it holds.
            prepared: undefined,
            turnNumber: undefined,
            faults: undefined,
            responder,
          }),
      });
      const pieces = new Array<string>(usage.outputTokens).fill('');
      const turns: readonly SimulatedTurn[] = [{ parts: [{ type: 'text', pieces }], finishReason: 'stop' }];
      const timeline =
        afterMs === undefined
          ? timelineOfAnswer({
              turns,
              usage,
              pace: choosePace({
                model: request.model,
                acceptedAtMs: atMs,
                turns,
                usage,
                pacer: controls.latency === undefined ? pacer : undefined,
                profile: controls.latency ?? latency(request.model, atMs),
                seed: deriveSeed(attemptSeed, 'delays'),
              }),
            })
          : timelineUntil(afterMs, usage);
      const whole = { usage, timeline, ending: 'complete' as const, fault: undefined };
      if (drawn.length === 0) return { type: 'answer', answer, ...whole };
      // A failure mode knows replies: to it an answer is one without any turn.
      const worse = makeWorse(drawn, { type: 'reply', turns: [], idSeed, ...whole }, faultRandom);
      const { timeline: worseTimeline, ending, damage, fault, trickle, hasEarlyHead, headAfterMs } = worse;
      const delivery = { timeline: worseTimeline, ending, damage, fault, trickle, hasEarlyHead, headAfterMs };
      return { type: 'answer', answer, usage, ...delivery };
    },
  };
  return simulator;
}
