import { RequestError, takeSteps } from '@llmsim/core';
import type { ModelCatalog, ModelInfo, ReasoningEffort, RequestContext, SimRequest } from '@llmsim/core';
import {
  isFields,
  limitSchemas,
  readFields,
  readRequiredText,
  refuse,
  refuseMissing,
  bytesOfLogprobs,
} from '@llmsim/wire';
import type { Fields } from '@llmsim/wire';
import type { ResponsesDialect } from '../responses-dialect.js';
import { askAboutItems, refuseDuplicates } from './check-conversation.js';
import type { OpenQuestions } from './check-conversation.js';
import { checkNames, checkValues } from './check-parameters.js';
import { describePrompt } from './describe-prompt.js';
import { fitContext } from './fit-context.js';
import type { CountSteps } from './fit-context.js';
import { showsRawReasoning } from './raw-reasoning.js';
import { forCompaction, readCompaction, sinceCompaction } from './read-compaction.js';
import { readItem, readItems } from './read-items.js';
import type { ReadItem } from './read-items.js';
import { refuseImages } from './refuse-images.js';
import type { Item, ResponsesRequest } from './responses-request.js';

/** What is asked of the catalogue of models. */
export type ModelSource = Pick<ModelCatalog, 'find' | 'list' | 'resolve' | 'unknown'>;

/** What a request refers to instead of saying it. */
export interface References {
  readonly previousResponseId: string | undefined;
  readonly conversationId: string | undefined;
  /** Ids of items. */
  readonly references: readonly string[];
  /** What is to be asked about items that came back whole. */
  readonly questions: OpenQuestions;
}

/** What was found of it. */
export interface LoadedReferences {
  /** The items of the conversation so far, oldest first. */
  readonly earlier: readonly Item[];
  readonly referenced: ReadonlyMap<string, Item>;
  /** What of it was read before; `undefined`: nothing is remembered. */
  readonly read?: WeakMap<Item, ReadItem> | undefined;
}

/** What decides how a request is read besides its body. */
export interface ReadingRules {
  readonly dialect: ResponsesDialect;
  readonly catalog: ModelSource;
  /** Refuse unknown models and unknown parameters, as the services do. */
  readonly strict: boolean;
  /** How many tokens the prompt of a request has. */
  readonly countInSteps: CountSteps;
  /** See `RequestContext`. */
  readonly inSteps?: RequestContext['inSteps'];
  /** @throws RequestError if something of it does not exist */
  loadReferences(what: References): Promise<LoadedReferences>;
}

/**
 * Reads the body of a request for a response, at once if it says everything itself, later if it refers to what is
 * stored.
 * @throws RequestError if the service would refuse it; the promise rejects with one likewise
 */
export function parseRequest(
  body: unknown,
  rules: ReadingRules,
): ResponsesRequest | Promise<ResponsesRequest> {
  if (!isFields(body)) throw new RequestError({ kind: 'invalid-request' });
  const { dialect } = rules;
  checkNames(body, dialect, rules.strict);
  if (rules.strict) dialect.checkMembers(body);
  const model = readModel(body, rules);
  checkValues(body, dialect);
  if (rules.catalog.find(model.id) !== undefined) dialect.checkModel?.(body, model);
  limitSchemas([body['tools'], body['text']], 'tools');
  const input = readItems(body, 'input', dialect);
  const what: References = {
    previousResponseId: textOrNothing(body['previous_response_id']),
    conversationId: readConversationId(body),
    references: (input ?? []).flatMap(({ meaning }) => (meaning.type === 'reference' ? [meaning.id] : [])),
    questions: dialect.checksInput ? askAboutItems(input ?? []) : { reasoning: [], followers: [] },
  };
  const { previousResponseId, conversationId } = what;
  if (
    input === undefined &&
    previousResponseId === undefined &&
    conversationId === undefined &&
    !isFields(body['prompt'])
  ) {
    refuse(
      'One of "input" or "previous_response_id" or \'prompt\' or \'conversation_id\' must be provided.',
      'input',
      'missing_required_parameter',
    );
  }
  const isWhole =
    previousResponseId === undefined &&
    conversationId === undefined &&
    what.references.length === 0 &&
    what.questions.reasoning.length === 0 &&
    what.questions.followers.length === 0;
  if (isWhole) {
    return fit(completeRequest(body, model, rules, what, [], input ?? []), rules);
  }
  return rules.loadReferences(what).then(({ earlier, referenced, read: known }) => {
    const read = (item: Item): ReadItem => {
      const before = known?.get(item);
      if (before !== undefined) return before;
      const now = readItem(item, { parent: undefined, key: 'input' }, dialect);
      known?.set(item, now);
      return now;
    };
    const own = (input ?? []).map((entry) => {
      const found = entry.meaning.type === 'reference' ? referenced.get(entry.meaning.id) : undefined;
      return found === undefined ? entry : read(found);
    });
    // Where duplicates are taken, an item that the conversation has anyway is not there twice.
    const others = dialect.checksInput
      ? earlier
      : earlier.filter((item) => !referenced.has(item['id'] as string));
    return fit(completeRequest(body, model, rules, what, sinceCompaction(others).map(read), own), rules);
  });
}

/** Texts with more UTF-16 units altogether are counted in steps. */
const unitsAtOnce = 65_536;

/** Drops what does not fit into the context window, if that is wanted. */
function fit(request: ResponsesRequest, rules: ReadingRules): ResponsesRequest | Promise<ResponsesRequest> {
  const { body, model, sim } = request;
  if (body['truncation'] !== 'auto') return request;
  const steps = fitContext(sim, model, rules.countInSteps);
  const fitted = (shorter: SimRequest) => (shorter === sim ? request : { ...request, sim: shorter });
  if (rules.inSteps === undefined || unitsOf(sim) <= unitsAtOnce) return fitted(takeSteps(steps));
  return rules.inSteps(steps).then(fitted);
}

function unitsOf({ messages }: SimRequest): number {
  let units = 0;
  for (const { content } of messages) {
    for (const part of content) units += 1 + (part.type === 'text' ? part.text.length : 0);
  }
  return units;
}

/**
 * The model that a body names. Of one that is not known it is what the catalogue assumes.
 * @throws RequestError
 */
export function readModel(
  body: Fields,
  { catalog, strict }: Pick<ReadingRules, 'catalog' | 'strict'>,
): ModelInfo {
  const [first] = catalog.list();
  // A stored prompt says which model; what it says is not known here.
  if (first !== undefined && (body['model'] ?? null) === null && isFields(body['prompt'])) return first;
  if (body['model'] === null || body['model'] === '') refuseMissing('model');
  const name = readRequiredText(body, 'model');
  const known = catalog.find(name);
  if (known !== undefined) return known;
  if (!strict && catalog.unknown === 'accept') return catalog.resolve(name);
  throw new RequestError({
    kind: 'not-found',
    model: name,
    message: `The requested model '${name}' does not exist.`,
    param: 'model',
    code: 'model_not_found',
  });
}

function completeRequest(
  body: Fields,
  model: ModelInfo,
  rules: ReadingRules,
  what: References,
  earlier: readonly ReadItem[],
  input: readonly ReadItem[],
): ResponsesRequest {
  if (rules.catalog.find(model.id) !== undefined) refuseImages(earlier, input, model);
  const items = earlier.length === 0 ? input : [...earlier, ...input];
  if (rules.dialect.checksInput) refuseDuplicates(items);
  const { prompt, namespaced, builtIn } = describePrompt(body, model, rules.dialect, items);
  const compaction = readCompaction(body, input);
  const reasoning = readFields(body, 'reasoning') ?? {};
  const summary = reasoning['summary'] ?? reasoning['generate_summary'];
  const shownReasoning =
    typeof summary === 'string' ? 'summary' : showsRawReasoning(model) ? 'text' : 'nothing';
  const background = body['background'] === true;
  const includes = Array.isArray(body['include']) ? (body['include'] as readonly unknown[]) : [];
  const topLogprobs = includes.includes('message.output_text.logprobs')
    ? ((body['top_logprobs'] ?? 0) as number)
    : undefined;
  // Written out: spreading costs several times as much, and this is done for every request.
  const asked: SimRequest = {
    model: prompt.model,
    messages: prompt.messages,
    tools: prompt.tools,
    toolChoice: prompt.toolChoice,
    parallelToolCalls: prompt.parallelToolCalls,
    outputFormat: prompt.outputFormat,
    stop: prompt.stop,
    choices: prompt.choices,
    promptFraming: prompt.promptFraming,
    cacheRule: prompt.cacheRule,
    maxOutputTokens: (body['max_output_tokens'] ?? undefined) as number | undefined,
    reasoningEffort: (reasoning['effort'] ?? undefined) as ReasoningEffort | undefined,
    reasoningVisible: shownReasoning !== 'nothing',
    reasoningLength: lengthOfSummary(summary),
    verbosity: (readFields(body, 'text')?.['verbosity'] ?? undefined) as SimRequest['verbosity'],
    temperature: (body['temperature'] ?? undefined) as number | undefined,
    promptCacheKey: textOrNothing(body['prompt_cache_key']),
    replyBytesPerToken: bytesOfLogprobs(topLogprobs),
    metadata: (body['metadata'] ?? undefined) as SimRequest['metadata'],
  };
  const sim = compaction.isAll ? forCompaction(asked) : asked;
  return {
    body,
    model,
    namespaced,
    builtIn,
    compaction,
    sim,
    input: input.map(({ item }) => item),
    streaming: body['stream'] === true,
    background,
    stored: body['store'] !== false,
    obfuscated: !background && readFields(body, 'stream_options')?.['include_obfuscation'] !== false,
    topLogprobs,
    hasEncryptedReasoning: includes.includes('reasoning.encrypted_content'),
    shownReasoning,
    previousResponseId: what.previousResponseId,
    conversationId: what.conversationId,
  };
}

function lengthOfSummary(summary: unknown): SimRequest['reasoningLength'] {
  return summary === 'concise' ? 'short' : summary === 'detailed' ? 'long' : undefined;
}

function textOrNothing(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function readConversationId(body: Fields): string | undefined {
  const conversation = body['conversation'];
  return textOrNothing(isFields(conversation) ? conversation['id'] : conversation);
}
