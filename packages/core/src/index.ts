export { isLlmsimError, LlmsimError } from './errors/llmsim-error.js';
export { isRequestError, RequestError } from './errors/request-error.js';
export { customLatencyProfile } from './latency/custom-latency-profile.js';
export { createDistribution, distributionNames, distributions } from './latency/distributions/registry.js';
export { latencyProfile, latencyProfileNames } from './latency/presets.js';
export { profileForModel } from './latency/profile-for-model.js';
export { createSeededRandom, deriveSeed } from './random/seeded-random.js';
export { pick, randomInteger } from './random/random.js';
export { timelineOf } from './stream/timeline.js';
export { jsonResponse } from './provider/wire-response.js';
export { createLatencyHistogram } from './stats/latency-histogram.js';
export { mergeStats } from './stats/merge-stats.js';
export { createStatsRecorder } from './stats/stats-recorder.js';
export { summarizeStats } from './stats/summarize-stats.js';
export type { ApiFailure, ContextLengthHit, FailureKind, RateLimitHit } from './errors/api-failure.js';
export type { LatencyProfileOptions } from './latency/custom-latency-profile.js';
export type { Distribution, DistributionEntry } from './latency/distributions/distribution.js';
export type { DistributionSpec } from './latency/distributions/registry.js';
export type { LatencyProfile } from './latency/latency-profile.js';
export type { LatencyProfileName } from './latency/presets.js';
export type { ModelInfo, ModelPrices } from './models/model-info.js';
export type {
  Endpoint,
  Exchange,
  FailureContext,
  GenerationEndpoint,
  LookupAnswer,
  LookupEndpoint,
  Provider,
  RateLimitState,
  ReplyFacts,
  RequestContext,
} from './provider/provider.js';
export type { SocketAction, SocketEndpoint, SocketSession, SocketTurn } from './provider/socket-endpoint.js';
export type { JsonValue, StateStore } from './provider/state-store.js';
export type { StreamEncoder, StreamFraming } from './provider/stream-encoder.js';
export type { WireReplay, WireResponse } from './provider/wire-response.js';
export type { Random } from './random/random.js';
export type { Seed } from './random/seeded-random.js';
export type { JsonSchema } from './schema/json-schema.js';
export type { Ending, PlannedFailure, PlannedReply, ResponsePlan } from './simulator/response-plan.js';
export type {
  OutputFormat,
  PromptFraming,
  ReasoningEffort,
  SimContent,
  SimMessage,
  SimRequest,
  SimRole,
  SimToolCall,
  ToolChoice,
  ToolDeclaration,
} from './simulator/sim-request.js';
export type { FinishReason, SimulatedTurn, TurnPart } from './simulator/simulated-turn.js';
export type { TurnEvent } from './simulator/turn-event.js';
export type { Usage } from './simulator/usage.js';
export type { LagLimits } from './stats/lag-monitor.js';
export type { HistogramBucket, HistogramState, LatencyHistogram } from './stats/latency-histogram.js';
export type { Outcome } from './stats/outcome.js';
export type {
  RequestRecord,
  RequestStart,
  StatsRecorder,
  StatsRecorderOptions,
} from './stats/stats-recorder.js';
export type {
  FailureSnapshot,
  GroupSnapshot,
  LatencySummary,
  StatsSnapshot,
  Verdict,
} from './stats/stats-snapshot.js';
export type { StatsState } from './stats/stats-state.js';
export type { Clock, ScheduledTask } from './stream/clock.js';
export type { FrameFault, TimedEvent, Timeline } from './stream/timeline.js';
export type { TokenCounter } from './tokens/token-counter.js';
