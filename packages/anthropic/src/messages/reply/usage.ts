import type { PlannedReply, Usage } from '@llmsim/core';
import { hostedCalls } from '../hosted/hosted-blocks.js';
import { describeToolSearch } from '../hosted/tool-search.js';
import type { MessagesRequest } from '../messages-request.js';
import { cacheLifetimesMs } from '../request/read-cache-control.js';

/** The input tokens of each kind: those of the cache are not among `input_tokens`. */
function describeInput({ inputTokens, cachedInputTokens, cacheWrites = [] }: Usage) {
  let long = 0;
  let short = 0;
  for (const { lifetimeMs, tokens } of cacheWrites) {
    if (lifetimeMs === cacheLifetimesMs['1h']) long += tokens;
    else short += tokens;
  }
  return {
    kinds: {
      input_tokens: Math.max(0, inputTokens - cachedInputTokens - long - short),
      cache_creation_input_tokens: long + short,
      cache_read_input_tokens: cachedInputTokens,
    },
    cache_creation: { ephemeral_5m_input_tokens: short, ephemeral_1h_input_tokens: long },
  };
}

/** The usage of a whole message, keys in the order of the wire. */
export function describeUsage(reply: PlannedReply, request: MessagesRequest) {
  const { usage } = reply;
  const { kinds, cache_creation } = describeInput(usage);
  return {
    ...kinds,
    cache_creation,
    ...describeOutput(usage),
    ...describeHostedUse(request, reply),
    ...describeTerms(request),
    ...describeIterations(request, usage),
  };
}

/** The usage that a stream begins with: nearly nothing is said yet. */
export function describeFirstUsage(usage: Usage, request: MessagesRequest) {
  const { kinds, cache_creation } = describeInput(usage);
  const output_tokens = Math.min(1, usage.outputTokens);
  return { ...kinds, cache_creation, output_tokens, ...describeTerms(request) };
}

/** The usage at the end of a stream. */
export function describeLastUsage(reply: PlannedReply, request: MessagesRequest) {
  const { usage } = reply;
  return {
    ...describeInput(usage).kinds,
    ...describeOutput(usage),
    ...describeHostedUse(request, reply),
    ...describeIterations(request, usage),
  };
}

/** How often the service ran tools that cost something for each call; `undefined`: it ran none. */
function describeHostedUse(request: MessagesRequest, reply: PlannedReply) {
  if (request.hostedTools.size === 0 && request.searchTool === undefined) return undefined;
  const calls = hostedCalls(request, reply);
  const isSearched = (reply.turns[0]?.parts ?? []).some((part, index) =>
    describeToolSearch(request, reply, part, index),
  );
  if (calls.length === 0 && !isSearched) return undefined;
  const count = (kind: string) => calls.filter(({ type }) => type.startsWith(kind)).length;
  return {
    server_tool_use: { web_search_requests: count('web_search'), web_fetch_requests: count('web_fetch') },
  };
}

function describeOutput({ outputTokens, reasoningTokens }: Usage) {
  return { output_tokens: outputTokens, output_tokens_details: { thinking_tokens: reasoningTokens } };
}

/** The one time that a message was sampled. */
function describeIterations({ hasIterations }: MessagesRequest, usage: Usage) {
  if (!hasIterations) return undefined;
  const { kinds, cache_creation } = describeInput(usage);
  const { input_tokens, ...cached } = kinds;
  const { outputTokens: output_tokens } = usage;
  return { iterations: [{ input_tokens, output_tokens, ...cached, cache_creation, type: 'message' }] };
}

/** On which terms a request was served. */
function describeTerms({ model, serviceTier, speed, inferenceGeo }: MessagesRequest) {
  return {
    service_tier: serviceTier,
    inference_geo: inferenceGeo ?? model.traits.inferenceGeo,
    ...(speed === undefined ? undefined : { speed }),
  };
}
