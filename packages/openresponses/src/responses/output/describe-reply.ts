import type { PlannedReply, SimulatedTurn } from '@llmsim/core';
import type { ResponseIds } from '../../identifiers.js';
import type { ResponsesDialect } from '../responses-dialect.js';
import type { ResponsesRequest } from '../request/responses-request.js';
import { describeCompaction } from './describe-compaction.js';
import { describeItem } from './describe-item.js';
import type { ItemForm } from './describe-item.js';
import type { ItemStatus, OutputItem } from './output-item.js';
import { describeResponse } from './response-object.js';
import type { ResponseState } from './response-object.js';

/** One reply on its way to the wire. */
export interface ReplyOptions {
  readonly request: ResponsesRequest;
  readonly dialect: ResponsesDialect;
  readonly reply: PlannedReply;
  readonly ids: ResponseIds;
  /** Wall time in milliseconds at which the request was accepted. */
  readonly acceptedAtMs: number;
}

/** The turn of a reply; this wire never asks for more than one. */
export function turnOf(reply: PlannedReply): SimulatedTurn {
  return reply.turns[0] ?? { parts: [], finishReason: 'stop' };
}

/** Whether a turn ended before it was complete. */
export function isCut({ finishReason }: SimulatedTurn): boolean {
  return finishReason === 'length' || finishReason === 'content-filter';
}

/** How a part of a turn ends. Only the last one of a turn that was cut is incomplete. */
export function finalStatus(turn: SimulatedTurn, part: number): ItemStatus {
  return isCut(turn) && part === turn.parts.length - 1 ? 'incomplete' : 'completed';
}

/**
 * The response as it is when the turn is over.
 * @param endedAtMs - when that is: wall time in milliseconds; by default when it is due by plan
 */
export function describeFinalResponse(
  options: ReplyOptions,
  endedAtMs = plannedEndOf(options),
  form: ItemForm = 'whole',
) {
  const { request, dialect, reply, ids } = options;
  const turn = turnOf(reply);
  const itemOptions = { request, dialect, idSeed: reply.idSeed, form };
  const parts = request.compaction.isAll ? [] : turn.parts;
  const output: OutputItem[] = parts.map((part, index) =>
    describeItem(part, ids.parts[index] ?? noIds, finalStatus(turn, index), part.pieces.length, itemOptions),
  );
  const compaction = isCut(turn) ? undefined : describeCompaction(request, reply, ids.responseId);
  if (compaction !== undefined) output.push(compaction);
  return describeAt(options, finalState(options, endedAtMs), output);
}

/** The response at a point of its life. */
export function describeAt(options: ReplyOptions, state: ResponseState, output: readonly OutputItem[]) {
  const { request, dialect, ids, acceptedAtMs } = options;
  const facts = { id: ids.responseId, createdSeconds: Math.floor(acceptedAtMs / 1000), state, output };
  return describeResponse(request, facts, dialect);
}

/** When a reply is over by plan: wall time in milliseconds. */
function plannedEndOf({ reply, acceptedAtMs }: ReplyOptions): number {
  return acceptedAtMs + (reply.timeline.durationMs() ?? 0);
}

const noIds = { itemId: '', callId: '' };

function finalState({ reply }: ReplyOptions, endedAtMs: number): ResponseState {
  const { usage } = reply;
  switch (turnOf(reply).finishReason) {
    case 'length':
      return { status: 'incomplete', reason: 'max_output_tokens', usage };
    case 'content-filter':
      return { status: 'incomplete', reason: 'content_filter', usage };
    case 'stop':
    case 'paused':
    case 'tool-calls': {
      const completedSeconds = Math.floor(endedAtMs / 1000);
      return { status: 'completed', completedSeconds, usage };
    }
  }
}
