import { isReasoningModel, jsonResponse, LazyList, LazyText, longJsonResponse } from '@llmsim/core';
import type {
  LongWireResponse,
  PlannedReply,
  Seed,
  SimulatedTurn,
  TurnPart,
  WireResponse,
} from '@llmsim/core';
import { createLogprobSource, isLongReply } from '@llmsim/wire';
import type { SaidTokenLogprob } from '@llmsim/wire';
import { callIdOf, completionIdOf, logprobSeedOf } from '../identifiers.js';
import { citeSources, searches } from './citations.js';
import type { ChatRequest } from './chat-request.js';
import { formatFinishReason } from './finish-reason.js';
import { describeModeration } from './moderation.js';
import { systemFingerprint } from './system-fingerprint.js';
import { describeUsage } from './usage.js';

/** The whole reply as one JSON body. */
export function encodeReply(request: ChatRequest, reply: PlannedReply, createdSeconds: number): WireResponse {
  return jsonResponse(200, describeCompletion(request, reply, createdSeconds));
}

/** The same in pieces, choice by choice and token by token; `undefined`: it is short. */
export function encodeLongReply(
  request: ChatRequest,
  reply: PlannedReply,
  createdSeconds: number,
): LongWireResponse | undefined {
  if (!isLongReply(reply, request.topLogprobs)) return undefined;
  const { turns } = reply;
  const choices = new LazyList(function* () {
    for (const [index, turn] of turns.entries()) yield describeChoice(request, reply, turn, index, true);
  });
  return longJsonResponse(200, {
    ...describeCompletion(request, { ...reply, turns: [] }, createdSeconds),
    choices,
  });
}

/** The completion object, keys in the order of the wire. What is `undefined` is left out. */
export function describeCompletion(request: ChatRequest, reply: PlannedReply, createdSeconds: number) {
  const moderation = request.moderationModel;
  return {
    id: completionIdOf(reply.idSeed),
    object: 'chat.completion',
    created: createdSeconds,
    model: request.model.snapshot,
    choices: reply.turns.map((turn, index) => describeChoice(request, reply, turn, index)),
    usage: describeUsage(reply.usage),
    moderation: moderation === undefined ? undefined : describeModeration(moderation),
    service_tier: request.serviceTier,
    system_fingerprint: systemFingerprint(request.model),
  };
}

/** @param isLong - texts and log probabilities are made when they are written */
function describeChoice(
  request: ChatRequest,
  reply: PlannedReply,
  turn: SimulatedTurn,
  index: number,
  isLong = false,
) {
  const message = describeMessage(request, reply, turn, index, isLong);
  const finish_reason = formatFinishReason(turn.finishReason, request);
  // Reasoning models leave the key out.
  const isLeftOut = request.topLogprobs === undefined && isReasoningModel(request.model);
  const logprobs = isLeftOut ? undefined : describeLogprobs(request, reply, turn, index, isLong);
  return { index, message, logprobs, finish_reason };
}

function describeMessage(
  request: ChatRequest,
  reply: PlannedReply,
  turn: SimulatedTurn,
  choice: number,
  isLong: boolean,
) {
  const cites = searches(request.model.id);
  const said = textOf(turn, 'text', isLong && !cites);
  const refusal = textOf(turn, 'refusal', isLong);
  const calls: ReturnType<typeof describeCall>[] = [];
  for (const [index, part] of turn.parts.entries()) {
    if (part.type === 'tool-call')
      calls.push(describeCall(part, part.callId ?? callIdOf(reply.idSeed, choice, index), isLong));
  }
  const { legacyFunctions } = request;
  return {
    role: 'assistant',
    // A turn whose limit was used up by thinking says nothing, and says so with an empty text.
    content: said ?? (refusal === null && calls.length === 0 ? '' : null),
    function_call: legacyFunctions ? calls[0]?.function : undefined,
    tool_calls: legacyFunctions || calls.length === 0 ? undefined : calls,
    refusal,
    annotations: cites ? citeSources(typeof said === 'string' ? said.length : 0) : [],
  };
}

function textOf(turn: SimulatedTurn, type: 'text' | 'refusal', isLong: boolean): string | LazyText | null {
  if (isLong) {
    const parts = turn.parts.filter((part) => part.type === type);
    const [first] = parts;
    if (first === undefined) return null;
    return new LazyText(parts.length === 1 ? first.pieces : parts.flatMap(({ pieces }) => pieces));
  }
  let text: string | null = null;
  for (const part of turn.parts) if (part.type === type) text = (text ?? '') + part.pieces.join('');
  return text;
}

function describeCall(part: TurnPart & { type: 'tool-call' }, id: string, isLong: boolean) {
  const text = isLong ? new LazyText(part.pieces) : part.pieces.join('');
  return part.tool !== 'custom'
    ? { id, type: 'function', function: { name: part.name, arguments: text } }
    : { id, type: 'custom', custom: { name: part.name, input: text } };
}

function describeLogprobs(
  request: ChatRequest,
  reply: PlannedReply,
  turn: SimulatedTurn,
  choice: number,
  isLong: boolean,
) {
  const { topLogprobs } = request;
  if (topLogprobs === undefined) return null;
  const listOf = (type: 'text' | 'refusal') => {
    if (!turn.parts.some((part) => part.type === type && part.pieces.length > 0)) return null;
    const draw = () => drawLogprobs(turn, type, logprobSeedOf(reply.idSeed, choice), topLogprobs);
    return isLong ? new LazyList(draw) : [...draw()];
  };
  const content = listOf('text');
  const refusal = listOf('refusal');
  return content === null && refusal === null ? null : { content, refusal };
}

/** The log probabilities of what is of one type, drawn in the order of the parts, as a stream draws them. */
function* drawLogprobs(
  turn: SimulatedTurn,
  wanted: 'text' | 'refusal',
  seed: Seed,
  topLogprobs: number,
): Generator<SaidTokenLogprob, undefined, undefined> {
  const source = createLogprobSource(seed, topLogprobs);
  for (const { type, pieces } of turn.parts) {
    if (type !== 'text' && type !== 'refusal') continue;
    for (const piece of pieces) {
      const drawn = source(piece);
      if (type === wanted) yield drawn;
    }
  }
}
