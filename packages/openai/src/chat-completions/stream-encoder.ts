import { isReasoningModel, deriveSeed } from '@llmsim/core';
import type {
  ApiFailure,
  PlannedReply,
  StreamEncoder,
  StreamFraming,
  TurnEvent,
  TurnPart,
  Usage,
} from '@llmsim/core';
import { createPaddingPool } from '@llmsim/wire';
import type { ErrorBody } from '../encode-failure.js';
import { callIdOf, completionIdOf } from '../identifiers.js';
import { citeSources, searches } from './citations.js';
import type { ChatRequest } from './chat-request.js';
import { startChoice, textLengthOf, type ChoiceState } from './choice-state.js';
import { formatFinishReason } from './finish-reason.js';
import { describeModeration } from './moderation.js';
import { systemFingerprint } from './system-fingerprint.js';
import { describeUsage } from './usage.js';

/** What the encoder of one stream needs. */
export interface EncoderOptions {
  readonly request: ChatRequest;
  readonly reply: PlannedReply;
  readonly framing: StreamFraming;
  readonly createdSeconds: number;
  formatFailure(failure: ApiFailure): ErrorBody;
}

/** Chunks are padded so that their length leaves this remainder of 16, with 1 to 16 characters, as recorded. */
const paddedRemainder = 1;

const createPadding = createPaddingPool(deriveSeed('chat', 'obfuscation'));

const nothing: readonly string[] = [];

/**
 * Encodes a stream of chat completion chunks. What is the same for every chunk is put together once; a delta costs
 * its own quoting, its padding and four joins.
 */
export function createStreamEncoder(options: EncoderOptions): StreamEncoder {
  const { request, reply, framing } = options;
  const prefix = chunkPrefix(options);
  const usageKey = request.usageInStream ? ',"usage":null' : '';
  /** The usage of a chunk is that of the tokens so far. */
  const counts = request.usageInChunks;
  const { inputTokens } = reply.usage;
  let outputTokens = 0;
  const usageSoFar = () =>
    `,"usage":{"prompt_tokens":${inputTokens},"total_tokens":${inputTokens + outputTokens},"completion_tokens":${outputTokens}}`;
  const plainLogprobs =
    request.topLogprobs === undefined && isReasoningModel(request.model) ? '' : ',"logprobs":null';
  const before = framing.before(undefined);
  const after = framing.after;
  const { obfuscated } = request;
  const beforePadding = obfuscated ? ',"obfuscation":"' : '';
  const closing = `${obfuscated ? '"}' : '}'}${after}`;
  const pad = obfuscated ? createPadding(reply.idSeed) : undefined;
  const choices: (ChoiceState | undefined)[] = [];
  let hasFailed = false;

  /** The padding of a frame of the given length so far, without what follows the padding. */
  const paddingFor = (length: number): string => {
    if (pad === undefined) return '';
    // The two closing characters count too; what frames the chunk does not.
    const missing = (paddedRemainder - (length - before.length) - 2) & 15;
    return pad(missing === 0 ? 16 : missing);
  };
  const frameOf = (chunk: string) => {
    const open = before + chunk + beforePadding;
    return open + paddingFor(open.length) + closing;
  };
  const chunkOf = (state: ChoiceState, delta: string, logprobs: string, finishReason: string) =>
    frameOf(
      `${state.head}${delta}${logprobs},"finish_reason":${finishReason}}]${counts ? usageSoFar() : usageKey}`,
    );
  /** What stands before the deltas of a part, and after them. */
  const headOf = (state: ChoiceState, delta: string) => `${before}${state.head}${delta}`;
  const tailOf = (delta: string) =>
    `${delta}${plainLogprobs},"finish_reason":null}]${counts ? '' : usageKey + beforePadding}`;

  const stateOf = (choice: number): ChoiceState =>
    (choices[choice] ??= startChoice(request, reply, choice, prefix));

  const open = (state: ChoiceState, content: string, extra = ''): string => {
    state.opened = true;
    return chunkOf(state, `{"role":"assistant","content":${content}${extra}}`, plainLogprobs, 'null');
  };

  const startText = (
    state: ChoiceState,
    key: 'content' | 'refusal',
    pieces: readonly string[],
  ): readonly string[] => {
    state.before = headOf(state, `{"${key}":`);
    state.after = tailOf('}');
    state.textKey = state.logprobs === undefined ? undefined : key;
    if (state.textKey !== undefined) {
      state.pieces = pieces;
      state.sent = 0;
    }
    return state.opened ? nothing : [open(state, key === 'content' ? '""' : 'null', ',"refusal":null')];
  };

  const startCall = (state: ChoiceState, part: TurnPart & { type: 'tool-call' }, id: string) => {
    state.textKey = undefined;
    const name = JSON.stringify(part.name);
    if (request.legacyFunctions) {
      state.before = headOf(state, '{"function_call":{"arguments":');
      state.after = tailOf('}}');
      const call = `"function_call":{"name":${name},"arguments":""}`;
      return state.opened
        ? [chunkOf(state, `{${call}}`, plainLogprobs, 'null')]
        : [open(state, 'null', `,${call},"refusal":null`)];
    }
    const index = state.calls;
    state.calls += 1;
    const kind = part.tool === 'custom' ? 'custom' : 'function';
    const field = kind === 'function' ? 'arguments' : 'input';
    state.before = headOf(state, `{"tool_calls":[{"index":${index},"${kind}":{"${field}":`);
    state.after = tailOf('}}]}');
    const call = `"tool_calls":[{"index":${index},"id":"${id}","type":"${kind}","${kind}":{"name":${name},"${field}":""}}]`;
    if (state.opened) return [chunkOf(state, `{${call}}`, plainLogprobs, 'null')];
    if (!state.parallel) return [open(state, 'null', `,${call},"refusal":null`)];
    return [open(state, 'null'), chunkOf(state, `{${call}}`, plainLogprobs, 'null')];
  };

  const startPart = (choice: number, index: number, part: TurnPart): readonly string[] => {
    const state = stateOf(choice);
    switch (part.type) {
      case 'reasoning':
        state.before = undefined;
        outputTokens += part.tokenCount;
        return nothing;
      case 'text':
        return startText(state, 'content', part.pieces);
      case 'refusal':
        return startText(state, 'refusal', part.pieces);
      case 'tool-call':
        return startCall(state, part, part.callId ?? callIdOf(reply.idSeed, choice, index));
    }
  };

  const encodeDelta = (choice: number, delta: string, tokens: number): readonly string[] => {
    const state = stateOf(choice);
    if (state.before === undefined) return nothing;
    const quoted = JSON.stringify(delta);
    outputTokens += tokens;
    if (state.textKey === undefined || state.logprobs === undefined) {
      const plain = state.before + quoted + state.after;
      const open = counts ? plain + usageSoFar() + beforePadding : plain;
      return [open + paddingFor(open.length) + closing];
    }
    const pieces = state.pieces.slice(state.sent, state.sent + tokens);
    const token = JSON.stringify(pieces.map(state.logprobs));
    state.sent += tokens;
    const logprobs =
      state.textKey === 'content'
        ? `,"logprobs":{"content":${token},"refusal":null}`
        : `,"logprobs":{"content":null,"refusal":${token}}`;
    return [chunkOf(state, `{"${state.textKey}":${quoted}}`, logprobs, 'null')];
  };

  const endChoice = (event: TurnEvent & { type: 'choice-end' }): readonly string[] => {
    const state = stateOf(event.choice);
    const finishReason = JSON.stringify(formatFinishReason(event.finishReason, request));
    const last = chunkOf(state, '{}', plainLogprobs, finishReason);
    // Clients take a choice that never named its role for a broken one.
    if (!state.opened) return [open(state, '""', ',"refusal":null'), last];
    return [...citationsOf(state, event.choice), last];
  };

  const citationsOf = (state: ChoiceState, choice: number): readonly string[] => {
    if (!searches(request.model.id)) return nothing;
    const citations = citeSources(textLengthOf(reply, choice));
    if (citations.length === 0) return nothing;
    return [chunkOf(state, `{"annotations":${JSON.stringify(citations)}}`, plainLogprobs, 'null')];
  };

  const endTurn = (usage: Usage): readonly string[] => {
    const frames: string[] = [];
    if (request.usageInStream) {
      frames.push(frameOf(`${prefix},"choices":[],"usage":${JSON.stringify(describeUsage(usage))}`));
    }
    if (request.moderationModel !== undefined) {
      const moderation = JSON.stringify(describeModeration(request.moderationModel));
      frames.push(frameOf(`${prefix},"choices":[],"moderation":${moderation}${usageKey}`));
    }
    return frames;
  };

  return {
    encode(event) {
      switch (event.type) {
        case 'part-delta':
          return encodeDelta(event.choice, event.delta, event.tokens);
        case 'part-start':
          return startPart(event.choice, event.part, event.content);
        case 'choice-end':
          return endChoice(event);
        case 'turn-end':
          return endTurn(event.usage);
        case 'failure':
          hasFailed = true;
          return [`${before}${JSON.stringify(options.formatFailure(event.failure))}${after}`];
        case 'turn-start':
        case 'part-end':
        case 'heartbeat':
        case 'wait':
          return nothing;
      }
    },
    // A stream that broke off is not done.
    close: () => (framing.terminated && !hasFailed ? [`${before}[DONE]${after}`] : nothing),
  };
}

function chunkPrefix({ request, reply, createdSeconds }: EncoderOptions): string {
  return JSON.stringify({
    id: completionIdOf(reply.idSeed),
    object: 'chat.completion.chunk',
    created: createdSeconds,
    model: request.model.snapshot,
    service_tier: request.serviceTier,
    system_fingerprint: systemFingerprint(request.model),
  }).slice(0, -1);
}
