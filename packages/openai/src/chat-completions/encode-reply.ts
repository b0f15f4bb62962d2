import { jsonResponse } from '@llmsim/core';
import type { PlannedReply, SimulatedTurn, TurnPart, WireResponse } from '@llmsim/core';
import { createLogprobSource } from '@llmsim/wire';
import type { SaidTokenLogprob } from '@llmsim/wire';
import { callIdOf, completionIdOf, logprobSeedOf } from '../identifiers.js';
import { citeSources, searches } from './citations.js';
import type { ChatRequest } from './chat-request.js';
import { formatFinishReason } from './finish-reason.js';
import { reasons } from './model-refusals.js';
import { describeModeration } from './moderation.js';
import { systemFingerprint } from './system-fingerprint.js';
import { describeUsage } from './usage.js';

/** The whole reply as one JSON body. */
export function encodeReply(request: ChatRequest, reply: PlannedReply, createdSeconds: number): WireResponse {
  return jsonResponse(200, describeCompletion(request, reply, createdSeconds));
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

function describeChoice(request: ChatRequest, reply: PlannedReply, turn: SimulatedTurn, index: number) {
  const message = describeMessage(request, reply, turn, index);
  const finish_reason = formatFinishReason(turn.finishReason, request);
  // Reasoning models leave the key out.
  const isLeftOut = request.topLogprobs === undefined && reasons(request.model);
  const logprobs = isLeftOut ? undefined : describeLogprobs(request, reply, turn, index);
  return { index, message, logprobs, finish_reason };
}

function describeMessage(request: ChatRequest, reply: PlannedReply, turn: SimulatedTurn, choice: number) {
  const said = textOf(turn, 'text');
  const refusal = textOf(turn, 'refusal');
  const calls: ReturnType<typeof describeCall>[] = [];
  for (const [index, part] of turn.parts.entries()) {
    if (part.type === 'tool-call')
      calls.push(describeCall(part, part.callId ?? callIdOf(reply.idSeed, choice, index)));
  }
  const { legacyFunctions } = request;
  return {
    role: 'assistant',
    // A turn whose limit was used up by thinking says nothing, and says so with an empty text.
    content: said ?? (refusal === null && calls.length === 0 ? '' : null),
    function_call: legacyFunctions ? calls[0]?.function : undefined,
    tool_calls: legacyFunctions || calls.length === 0 ? undefined : calls,
    refusal,
    annotations: searches(request.model.id) ? citeSources(said?.length ?? 0) : [],
  };
}

function textOf(turn: SimulatedTurn, type: 'text' | 'refusal'): string | null {
  let text: string | null = null;
  for (const part of turn.parts) if (part.type === type) text = (text ?? '') + part.pieces.join('');
  return text;
}

function describeCall(part: TurnPart & { type: 'tool-call' }, id: string) {
  const text = part.pieces.join('');
  return part.tool !== 'custom'
    ? { id, type: 'function', function: { name: part.name, arguments: text } }
    : { id, type: 'custom', custom: { name: part.name, input: text } };
}

function describeLogprobs(request: ChatRequest, reply: PlannedReply, turn: SimulatedTurn, choice: number) {
  if (request.topLogprobs === undefined) return null;
  const source = createLogprobSource(logprobSeedOf(reply.idSeed, choice), request.topLogprobs);
  const content: SaidTokenLogprob[] = [];
  const refusal: SaidTokenLogprob[] = [];
  // In the order of the parts, as a stream draws them.
  for (const { type, pieces } of turn.parts) {
    if (type !== 'text' && type !== 'refusal') continue;
    const target = type === 'text' ? content : refusal;
    for (const piece of pieces) target.push(source(piece));
  }
  if (content.length === 0 && refusal.length === 0) return null;
  return { content: content.length === 0 ? null : content, refusal: refusal.length === 0 ? null : refusal };
}
