export { createBoundedMap } from './bounded/bounded-map.js';
export type { BoundedMap, MapBounds } from './bounded/bounded-map.js';
export { boundedName } from './bounded/bounded-name.js';
export { readFaultRule, readFaultText } from './faults/read-fault-rule.js';
export { isLlmsimError, LlmsimError } from './errors/llmsim-error.js';
export { createFailureMode, failureModes } from './faults/modes/registry.js';
export { isRequestError, RequestError } from './errors/request-error.js';
export { composeSentences } from './generator/compose-sentences.js';
export { createGenerator, generators } from './generator/generators/registry.js';
export { customLatencyProfile } from './latency/custom-latency-profile.js';
export { createDistribution, distributionNames, distributions } from './latency/distributions/registry.js';
export { matchesModel, rankPatterns } from './models/model-pattern.js';
export { latencyProfile, latencyProfileNames, latencyProfiles } from './latency/latency-profiles.js';
export { chooseProfile, profileForModel } from './latency/profile-for-model.js';
export { readLatency } from './latency/read-latency.js';
export { createSimulatorMemory } from './memory/simulator-memory.js';
export { createModelCatalog } from './models/model-catalog.js';
export { isReasoningModel } from './models/reasoning-model.js';
export { readGeneratorName } from './generator/generator-name.js';
export { hiddenTokensOf, shownTokensOf } from './turn/tokens-of-event.js';
export { readOptions } from './options/option-reader.js';
export { collectionOf } from './provider/state-store.js';
export { createMemoryStateStore } from './provider/memory-state-store.js';
export { createRunLog } from './provider/run-log.js';
export { createRunningCalls } from './provider/running-calls.js';
export { createStateCollection } from './provider/state-collection.js';
export { jsonResponse, longJsonResponse } from './provider/wire-response.js';
export { breakArguments } from './faults/break-arguments.js';
export { drawBase62 } from './random/draw-base62.js';
export { pick, randomInteger } from './random/random.js';
export { createSeededRandom, deriveSeed } from './random/seeded-random.js';
export { createSystemSeed } from './random/system-seed.js';
export { createSimRequest } from './turn/create-sim-request.js';
export { simulate } from './simulator/simulate.js';
export { identifyRequest } from './simulator/request-identity.js';
export { createSimulator } from './simulator/simulator.js';
export { textOfMessage } from './turn/text-of-message.js';
export { createLatencyHistogram } from './stats/latency-histogram.js';
export { mergeStats } from './stats/merge-stats.js';
export { outcomes } from './stats/outcome.js';
export { settleLost } from './stats/settle-lost.js';
export { statsSince } from './stats/stats-since.js';
export { createStatsRecorder } from './stats/stats-recorder.js';
export { summarizeStats } from './stats/summarize-stats.js';
export { buildTimeline } from './stream/build-timeline.js';
export { chunkBy, chunksAlike, speculativeChunks } from './stream/chunking.js';
export { notYet, play } from './stream/play.js';
export { profilePace } from './stream/profile-pace.js';
export { programOf, wholeProgramOf } from './stream/program-of.js';
export { createSystemClock } from './stream/system-clock.js';
export { plainFraming } from './turn/prompt-framing.js';
export { timelineOf } from './turn/timeline.js';
export { noUsage } from './turn/usage.js';
export { countRequest } from './tokens/count-request.js';
export type { PreparedRequest } from './simulator/prepare-request.js';
export { isLarge, jsonPieces, LazyList, LazyText } from './steps/json-pieces.js';
export { takeSteps } from './steps/steps.js';
export { countRequestStepwise } from './tokens/count-request-stepwise.js';
export { prepareRequest } from './simulator/prepare-request.js';
export { countTokens } from './tokens/count-tokens.js';
export { encodingForModel } from './tokens/encoding-for-model.js';
export { english, lorem } from './tokens/lexicon.js';
export { createPromptCache } from './tokens/prompt-cache.js';
export { tiktokenCounter } from './tokens/tiktoken-counter.js';
export { tokenCounterForModel } from './tokens/token-counter-for-model.js';
export type {
  ApiFailure,
  ContextLengthHit,
  FailureKind,
  RateLimitHit,
  RateLimitScope,
} from './errors/api-failure.js';
export type { DescribedOption, FailureMode, FailureModeEntry } from './faults/failure-mode.js';
export type { FaultSpec } from './faults/read-fault-rule.js';
export type { FaultRule } from './faults/fault-rule.js';
export type { GeneratorOptions } from './generator/generators/registry.js';
export type {
  GeneratorContext,
  GeneratorEntry,
  ResponseGenerator,
  TargetTokens,
} from './generator/response-generator.js';
export type { ToolCallPolicy } from './generator/tool-turn.js';
export type { LatencyProfileOptions } from './latency/custom-latency-profile.js';
export type { Distribution, DistributionEntry } from './latency/distributions/distribution.js';
export type { DistributionSpec } from './latency/distributions/registry.js';
export type { CitedPercentiles, FigureSource, ProfileSources } from './latency/figure-source.js';
export type { LatencyProfile, TokensPerChunk } from './latency/latency-profile.js';
export type { LatencyProfileName } from './latency/latency-profiles.js';
export type { ChosenProfile, ProfileFit } from './latency/profile-for-model.js';
export type { AttemptTable } from './memory/attempt-table.js';
export type { SimulatorMemory, SimulatorMemoryOptions } from './memory/simulator-memory.js';
export type { TurnNumbers } from './memory/turn-numbers.js';
export type { AddedModel, ModelCatalog, ModelCatalogOptions } from './models/model-catalog.js';
export { knownModelsAsOf } from './models/known-models.js';
export type { ModelInfo, ModelPrices, ModelRefusal } from './models/model-info.js';
export type { OptionReader } from './options/option-reader.js';
export type { MemoryStateStoreOptions } from './provider/memory-state-store.js';
export type { Exchange, RequestContext } from './provider/exchange.js';
export type {
  AnswerContext,
  AnswerExchange,
  DecidedAnswer,
  PlannedAnswer,
} from './provider/answer-exchange.js';
export type {
  AnswerEndpoint,
  Endpoint,
  FailureContext,
  GenerationEndpoint,
  LookupAnswer,
  LookupEndpoint,
  Provider,
  RateLimitState,
  RateLimitStates,
  ReplyFacts,
} from './provider/provider.js';
export type {
  SocketAction,
  SocketEndpoint,
  SocketMessage,
  SocketSession,
  SocketTurn,
} from './provider/socket-endpoint.js';
export type { RunLog } from './provider/run-log.js';
export type { OwnRunningCalls, RunningCall, RunningCalls } from './provider/running-calls.js';
export { estimateCharacters } from './provider/estimate-characters.js';
export type { JsonValue, StateStore, StoredEntry } from './provider/state-store.js';
export type { StateCollection } from './provider/state-collection.js';
export type { StreamEncoder, StreamFraming } from './provider/stream-encoder.js';
export type { LongWireResponse, WireReplay, WireResponse, WireStream } from './provider/wire-response.js';
export type { Random } from './random/random.js';
export type { Seed } from './random/seeded-random.js';
export { grammarProblem } from '@llmsim/schema';
export type { Grammar, JsonSchema } from '@llmsim/schema';
export type { RequestSource, Responder, ResponderContext, ResponderResult } from './responders/responder.js';
export type { MessageInput, SimRequestInput } from './turn/create-sim-request.js';
export type {
  Ending,
  PlannedFailure,
  PlannedReply,
  RawReply,
  ResponsePlan,
  SocketEnd,
  Trickle,
} from './turn/response-plan.js';
export type { CacheBreakpoint, CachedPrompt, CacheWrite, PromptCacheRule } from './turn/prompt-cache-rule.js';
export type {
  OutputFormat,
  PromptDeclaration,
  PromptFraming,
  ReasoningEffort,
  SimContent,
  SimMessage,
  SimRequest,
  SimRole,
  SimToolCall,
  ToolChoice,
  ToolDeclaration,
} from './turn/sim-request.js';
export type { PlayedEvent, SimulateOptions } from './simulator/simulate.js';
export type { FinishReason, SimulatedTurn, TurnPart } from './turn/simulated-turn.js';
export type { RequestControls } from './simulator/request-controls.js';
export type { Simulator, SimulatorOptions } from './simulator/simulator.js';
export type { TurnEvent } from './turn/turn-event.js';
export type { Usage } from './turn/usage.js';
export type { FailureDetail, FinishedRequest, RequestStart } from './stats/finished-request.js';
export type { LagLimits } from './stats/lag-monitor.js';
export type { HistogramBucket, HistogramState, LatencyHistogram } from './stats/latency-histogram.js';
export type { Outcome } from './stats/outcome.js';
export type { LastWords } from './stats/settle-lost.js';
export type { JournalEntry, OpenRequest, RequestEnd } from './stats/stats-journal.js';
export type { RequestRecord, StatsRecorder, StatsRecorderOptions } from './stats/stats-recorder.js';
export type {
  FailureSnapshot,
  GroupSnapshot,
  LatencySnapshot,
  LatencySummary,
  StatsSnapshot,
  Verdict,
} from './stats/stats-snapshot.js';
export type { LatencyState, StatsState } from './stats/stats-state.js';
export type { Chunking, ChunkSizes } from './stream/chunking.js';
export type { Clock, ScheduledTask } from './stream/clock.js';
export type { Pace, PacedWork, Pacer, PaceSource } from './stream/pace.js';
export type { Sink, Play, Program, Waiter } from './stream/play.js';
export type { FrameDamage, FramePlace } from './turn/frame-damage.js';
export type { TimedEvent, Timeline } from './turn/timeline.js';
export type { EncodingName } from './tokens/encoding-for-model.js';
export type { Lexicon } from './tokens/lexicon.js';
export type { PromptCache } from './tokens/prompt-cache.js';
export type { TiktokenCounter } from './tokens/tiktoken-counter.js';
export type { TokenCounter } from './tokens/token-counter.js';
export type { Steps } from './steps/steps.js';
