import { isReasoningModel } from '@llmsim/core';
import type { ReasoningEffort, Usage } from '@llmsim/core';
import { isFields, readFields } from '@llmsim/wire';
import type { Fields } from '@llmsim/wire';
import type { ResponsesRequest } from '../request/responses-request.js';
import type { ResponsesDialect } from '../responses-dialect.js';
import type { OutputItem } from './output-item.js';

/** How far a response is. */
export type ResponseState =
  | { readonly status: 'queued' | 'in_progress' }
  | { readonly status: 'completed'; readonly completedSeconds: number; readonly usage: Usage }
  | {
      readonly status: 'incomplete';
      readonly reason: 'max_output_tokens' | 'content_filter';
      readonly usage: Usage;
    }
  | { readonly status: 'failed'; readonly error: { readonly code: string; readonly message: string } };

/** What a response object has besides its request. */
export interface ResponseFacts {
  readonly id: string;
  /** Seconds since 1970. */
  readonly createdSeconds: number;
  readonly state: ResponseState;
  readonly output: readonly OutputItem[];
}

/** No tool that has a meter of its own is simulated. */
const unusedTools = {
  image_gen: {
    input_tokens: 0,
    input_tokens_details: { image_tokens: 0, text_tokens: 0 },
    output_tokens: 0,
    output_tokens_details: { image_tokens: 0, text_tokens: 0 },
    total_tokens: 0,
  },
  web_search: { num_requests: 0 },
};

/**
 * The response object, keys in the recorded order. This is the one place that knows its fields: what a parameter
 * becomes, and what stands there without it.
 */
export function describeResponse(request: ResponsesRequest, facts: ResponseFacts, dialect: ResponsesDialect) {
  const { body, model } = request;
  const { state } = facts;
  const isOver = state.status === 'completed' || state.status === 'incomplete';
  // Undefined values vanish from the JSON, and their keys with them.
  const extended = <T>(value: T): T | undefined => (dialect.hasExtendedObject ? value : undefined);
  return {
    id: facts.id,
    object: 'response',
    created_at: facts.createdSeconds,
    status: state.status,
    background: request.background,
    billing: extended(isOver && !request.streaming ? { payer: 'developer' } : undefined),
    completed_at: state.status === 'completed' ? state.completedSeconds : null,
    conversation: request.conversationId === undefined ? undefined : { id: request.conversationId },
    error: state.status === 'failed' ? state.error : null,
    frequency_penalty: body['frequency_penalty'] ?? 0,
    incomplete_details: state.status === 'incomplete' ? { reason: state.reason } : null,
    instructions: body['instructions'] ?? null,
    max_output_tokens: body['max_output_tokens'] ?? null,
    max_tool_calls: body['max_tool_calls'] ?? null,
    model: model.snapshot,
    moderation: extended(isOver ? moderate(body, dialect) : null),
    output: facts.output,
    parallel_tool_calls: body['parallel_tool_calls'] ?? true,
    presence_penalty: body['presence_penalty'] ?? 0,
    previous_response_id: body['previous_response_id'] ?? null,
    prompt: extended(body['prompt'] ?? undefined),
    prompt_cache_key: body['prompt_cache_key'] ?? null,
    prompt_cache_retention: extended(body['prompt_cache_retention'] ?? 'in_memory'),
    reasoning: describeReasoning(request, dialect),
    safety_identifier: body['safety_identifier'] ?? null,
    service_tier: describeServiceTier(body['service_tier'], isOver),
    store: request.stored,
    temperature: body['temperature'] ?? 1,
    text: describeText(request, dialect),
    tool_choice: describeToolChoice(body['tool_choice']),
    tool_usage: extended(unusedTools),
    tools: describeTools(request, dialect),
    top_logprobs: body['top_logprobs'] ?? 0,
    top_p: body['top_p'] ?? 1,
    truncation: body['truncation'] ?? 'disabled',
    usage: isOver ? describeUsage(state.usage) : null,
    user: extended(body['user'] ?? null),
    metadata: body['metadata'] ?? {},
  };
}

/** Token usage, keys in the recorded order. */
export function describeUsage(usage: Usage) {
  return {
    input_tokens: usage.inputTokens,
    input_tokens_details: { cache_write_tokens: 0, cached_tokens: usage.cachedInputTokens },
    output_tokens: usage.outputTokens,
    output_tokens_details: { reasoning_tokens: usage.reasoningTokens },
    total_tokens: usage.inputTokens + usage.outputTokens,
  };
}

/** The tier is the one that was asked for while the response is made, and the one that was used once it is there. */
function describeServiceTier(asked: unknown, isOver: boolean): unknown {
  if (!isOver) return asked ?? 'auto';
  if (asked === 'fast') return 'priority';
  return asked === undefined || asked === null || asked === 'auto' ? 'default' : asked;
}

function describeReasoning({ body, model }: ResponsesRequest, dialect: ResponsesDialect) {
  const asked = readFields(body, 'reasoning') ?? {};
  const thinks = isReasoningModel(model);
  const effort = asked['effort'] ?? (thinks ? model.defaultReasoningEffort : null);
  const summary = asked['summary'] ?? asked['generate_summary'] ?? null;
  if (!dialect.hasExtendedObject) {
    const isKnown = dialect.reasoningEfforts.includes(effort as ReasoningEffort);
    return { effort: isKnown ? effort : null, summary };
  }
  if (!thinks) return { context: null, effort, summary };
  const context = asked['context'] ?? 'auto';
  return {
    context: context === 'auto' ? 'current_turn' : context,
    effort,
    mode: asked['mode'] ?? 'standard',
    summary,
  };
}

function describeText({ body, sim }: ResponsesRequest, dialect: ResponsesDialect) {
  const { outputFormat } = sim;
  const verbosity = readFields(body, 'text')?.['verbosity'] ?? 'medium';
  switch (outputFormat.type) {
    case 'text':
      return { format: { type: 'text' }, verbosity };
    case 'json-object':
      return { format: { type: 'json_object' }, verbosity };
    case 'json-schema': {
      const { name, strict, description = null } = outputFormat;
      const schema = dialect.echoesSchema ? outputFormat.schema : null;
      return { format: { type: 'json_schema', description, name, schema, strict }, verbosity };
    }
  }
}

function describeToolChoice(value: unknown): unknown {
  if (value === undefined || value === null) return 'auto';
  return isFields(value) && value['type'] === 'allowed_tools' ? { mode: 'auto', ...value } : value;
}

/** The tools as they were sent, with what is understood where something was left out. */
function describeTools(
  { body, sim }: ResponsesRequest,
  { toolTypes, closesSchemas }: ResponsesDialect,
): readonly unknown[] {
  const value = body['tools'];
  if (!Array.isArray(value)) return [];
  // A tool that leaves `strict` out shows how it was understood.
  const understood = new Map(closesSchemas ? sim.tools.map((tool) => [tool.name, tool] as const) : []);
  return (value as readonly Fields[])
    .filter(({ type }) => toolTypes.includes(type as string))
    .map((tool) => {
      if (tool['type'] !== 'function') return tool;
      const { type, description, name, parameters, strict, ...rest } = tool;
      const read = strict === undefined || strict === null ? understood.get(name as string) : undefined;
      const declared = read?.type === 'function' ? read : undefined;
      return {
        type,
        description: description ?? null,
        name,
        parameters: declared?.parameters ?? parameters ?? null,
        strict: declared?.strict ?? strict ?? true,
        ...rest,
      };
    });
}

function moderate(body: Fields, dialect: ResponsesDialect): unknown {
  const model = readFields(body, 'moderation')?.['model'];
  return typeof model === 'string' ? (dialect.moderate?.(model) ?? null) : null;
}
