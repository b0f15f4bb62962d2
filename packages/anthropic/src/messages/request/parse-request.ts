import { RequestError } from '@llmsim/core';
import type { PromptCacheRule, RequestContext, SimMessage } from '@llmsim/core';
import { isFields, limitConversation, limitSchemas, type Fields } from '@llmsim/wire';
import { readApiHeaders } from '../../reading/api-headers.js';
import {
  readFlag,
  readObject,
  readOneOf,
  readString,
  refuseInput,
  refuseMissing,
  refuseOthers,
  requireString,
} from '../../reading/input-reader.js';
import type { ClaudeModel, FindModel } from '../../models/claude-model.js';
import { checkEditsBesideThinking, clearsThinking, readContextEdits } from '../context/context-edits.js';
import type { MessagesRequest } from '../messages-request.js';
import { createClaudeFraming } from './claude-framing.js';
import { ConversationBuilder } from './conversation.js';
import { createCacheControlReader } from './read-cache-control.js';
import { readMessages } from './read-messages.js';
import { readMaxTokens, readOutputConfig, readSampling, readStopSequences } from './read-output.js';
import { checkBesideThinking, readThinking } from './read-thinking.js';
import { readTools, type ToolUse } from './read-tools.js';

/** What decides how a request is read besides its body. */
export interface ReadingRules {
  readonly findModel: FindModel;
  /** Refuse unknown models, members and betas, as the service does. */
  readonly strict: boolean;
  readonly unknownModels: 'accept' | 'reject';
  /** Only the prompt counts, so that no limit of the output is wanted. */
  readonly countsOnly?: boolean | undefined;
}

const knownMembers = new Set(
  'model messages max_tokens system tools tool_choice thinking output_config output_format stop_sequences stream metadata service_tier speed cache_control container inference_geo diagnostics mcp_servers context_management temperature top_p top_k fallbacks user_profile_id thread'.split(
    ' ',
  ),
);

/** The prompt that makes the service encrypt what it thinks, for tests of clients (its documentation of thinking). */
const redactingPrompt =
  'ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING_46C9A13E193C177646C7398A98432ECCCE4C1253D5E2D82641AC0E52CC2876CB';

/** The prompt that the service refuses, for tests of clients (its documentation of refusals). */
const refusedPrompt =
  'ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL_1FAEFB6177B4672DEE07F9D3AFC62588CCD2631EDCF22E8CCC1FB35B501C9C86';

/**
 * Reads the body of a request for a message.
 * @throws RequestError if the service would refuse it
 */
export function parseRequest(body: unknown, context: RequestContext, rules: ReadingRules): MessagesRequest {
  if (!isFields(body)) throw new RequestError({ kind: 'invalid-request' });
  if (Array.isArray(body['messages'])) limitConversation(body['messages'], 'messages');
  limitSchemas([body['tools'], body['output_config'], body['output_format']], 'tools');
  const { version, betas } = readApiHeaders(context, rules.strict);
  const model = readModel(body, rules);
  const maxTokens = rules.countsOnly === true ? Infinity : readMaxTokens(body, model);
  if (rules.strict) refuseOthers(body, knownMembers, undefined);
  if (rules.countsOnly !== true) refuseSummary(body);
  const cache = createCacheControlReader();
  const conversation = new ConversationBuilder();
  const toolUse = readTools(body, cache);
  if (toolUse.lifetimeMs !== undefined) conversation.keepTools(toolUse.lifetimeMs);
  const edits = readContextEdits(body, rules.strict);
  const { takesPrefill } = model.traits;
  readMessages(body, { version, cache, takesPrefill, keepsThinking: clearsThinking(edits) }, conversation);
  const wholeLifetimeMs = cache.read(body);
  if (wholeLifetimeMs !== undefined) conversation.keepAll(wholeLifetimeMs);
  cache.end();
  const temperature = readSampling(body, model, version);
  const output = readOutputConfig(body, model);
  const thinking = readThinking(body, model, output.effort, maxTokens, betas);
  if (thinking.budget !== undefined) checkBesideThinking(body, toolUse.choice.mode);
  checkEditsBesideThinking(edits, thinking.effort);
  const { messages, breakpoints, citable, thoughts } = conversation.end();
  const { hostedTools, searchTool, deferredTools } = toolUse;
  return {
    sim: {
      model: body['model'] as string,
      messages,
      tools: toolUse.tools,
      toolChoice: toolUse.choice,
      parallelToolCalls: toolUse.parallel,
      outputFormat: output.format,
      maxOutputTokens: rules.countsOnly === true ? undefined : maxTokens,
      windowOverflow: model.traits.stopsAtWindow ? 'stop' : 'refuse',
      stop: readStopSequences(body),
      choices: 1,
      reasoningEffort: thinking.effort,
      reasoningVisible: thinking.isShown,
      maxReasoningTokens: thinking.budget,
      temperature,
      heartbeatMs: pingAfterMs,
      promptFraming: createClaudeFraming({
        knownToolTokens: toolUse.knownToolTokens,
        hasBudget: thinking.budget !== undefined,
      }),
      cacheRule: cacheRuleOf(model),
      cacheBreakpoints: breakpoints,
      metadata: readMetadata(body),
    },
    model,
    streaming: readFlag(body, 'stream') ?? false,
    serviceTier: 'standard',
    ...readRest(body),
    hasIterations: mayIterate(body, toolUse, edits),
    countsOnly: rules.countsOnly === true,
    edits,
    // The service edits the context where there is a memory, too.
    appliedEdits: edits !== undefined || toolUse.toolTypes.has('memory_20250818') ? [] : undefined,
    thoughts,
    hostedTools,
    searchTool,
    deferredTools,
    citable,
    acceptedAtMs: context.acceptedAtMs,
    ...readTestStrings(messages),
  };
}

/** Reads `model`. @throws RequestError for a model that is not served, where that matters */
export function readModel(body: Fields, { findModel, strict, unknownModels }: ReadingRules): ClaudeModel {
  if (body['model'] === undefined) refuseMissing({ parent: undefined, key: 'model' });
  const name = requireString(body, 'model');
  if (name === '') {
    refuseInput({ parent: undefined, key: 'model' }, 'String should have at least 1 character');
  }
  const model = findModel(name);
  if (!model.isKnown && (strict || unknownModels === 'reject')) {
    throw new RequestError({ kind: 'not-found', model: name });
  }
  return model;
}

/** The service pings in silences that are longer than this; how long exactly, it does not say. */
const pingAfterMs = 15_000;

/** A beginning shorter than this is not kept (the vendor's documentation of prompt caching). */
function fewestCachedTokens(apiName: string): number {
  if (apiName.includes('haiku')) return apiName.includes('haiku-4') ? 4096 : 2048;
  return /opus-4-[5-9]/.test(apiName) ? 4096 : 1024;
}

/** How many blocks before a breakpoint the service looks for what it kept. */
const lookback = 20;

function cacheRuleOf({ apiName }: ClaudeModel): PromptCacheRule {
  return { breakpoints: 'marked', fewestTokens: fewestCachedTokens(apiName), lookback };
}

/** What is noted of the user; `undefined`: nothing. */
function readMetadata(body: Fields): Readonly<Record<string, string>> | undefined {
  const metadata = readObject(body, 'metadata');
  if (metadata === undefined) return undefined;
  const userId = readString(metadata, 'user_id', { parent: undefined, key: 'metadata' });
  return userId === undefined ? undefined : { user_id: userId };
}

/** Reads what has no effect on what is said. */
function readRest(
  body: Fields,
): Pick<MessagesRequest, 'speed' | 'containerId' | 'inferenceGeo' | 'asksDiagnostics'> {
  readOneOf(body, 'service_tier', ['auto', 'standard_only']);
  const inferenceGeo = readString(body, 'inference_geo');
  const diagnostics = readObject(body, 'diagnostics');
  const { container } = body;
  const containerId =
    typeof container === 'string'
      ? container
      : readString(readObject(body, 'container') ?? {}, 'id', { parent: undefined, key: 'container' });
  return {
    speed: readOneOf(body, 'speed', ['standard', 'fast']),
    containerId,
    inferenceGeo,
    asksDiagnostics: diagnostics !== undefined,
  };
}

/** @throws RequestError where the reply would have to be a summary */
function refuseSummary({ compaction }: Fields): void {
  if (compaction === undefined || compaction === null) return;
  refuseInput(
    { parent: undefined, key: 'compaction' },
    'This llmsim does not compact conversations. Send the request without it.',
  );
}

/** Whether the service may sample more than once for a message. */
function mayIterate(body: Fields, { toolTypes }: ToolUse, edits: MessagesRequest['edits'] = []): boolean {
  const budget = readObject(readObject(body, 'output_config') ?? {}, 'task_budget');
  const compacts = edits.some(({ type }) => type === 'compact_20260112');
  return compacts || budget !== undefined || toolTypes.has('advisor_20260301');
}

/** The strings by which clients test what is rare. */
function readTestStrings(
  messages: MessagesRequest['sim']['messages'],
): Pick<MessagesRequest, 'redactsThinking' | 'isRefused'> {
  const has = (message: SimMessage | undefined, text: string) =>
    message?.content.some((part) => part.type === 'text' && part.text.includes(text)) ?? false;
  return {
    redactsThinking: has(messages.at(-1), redactingPrompt),
    isRefused: messages.some((message) => has(message, refusedPrompt)),
  };
}
