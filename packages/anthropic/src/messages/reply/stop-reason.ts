import type { PlannedReply, SimulatedTurn } from '@llmsim/core';
import type { MessagesRequest } from '../messages-request.js';

/** Why a message ended. */
export interface StopInfo {
  readonly stop_reason: string;
  readonly stop_sequence: string | null;
  readonly stop_details: {
    readonly type: 'refusal';
    readonly category: null;
    readonly explanation: string | null;
  } | null;
}

/** Why a message ended, in the words of the API. */
export function describeStop(request: MessagesRequest, reply: PlannedReply): StopInfo {
  const [turn] = reply.turns;
  const reason = turn === undefined ? 'end_turn' : reasonOf(turn, request, reply);
  return {
    stop_reason: reason,
    stop_sequence: turn?.stopSequence ?? null,
    stop_details:
      reason === 'refusal' ? { type: 'refusal', category: null, explanation: explain(turn) } : null,
  };
}

function reasonOf(turn: SimulatedTurn, request: MessagesRequest, { usage }: PlannedReply): string {
  if (turn.parts.some(({ type }) => type === 'refusal')) return 'refusal';
  switch (turn.finishReason) {
    case 'stop':
      return turn.stopSequence === undefined ? 'end_turn' : 'stop_sequence';
    case 'length': {
      const { contextWindow } = request.model.info;
      const isFull = usage.inputTokens + usage.outputTokens >= contextWindow;
      return isFull && request.sim.windowOverflow === 'stop' ? 'model_context_window_exceeded' : 'max_tokens';
    }
    case 'tool-calls':
      return 'tool_use';
    case 'paused':
      return 'pause_turn';
    case 'content-filter':
      return 'refusal';
  }
}

/** What is said of a refusal: the words of the one who refuses. */
function explain(turn: SimulatedTurn | undefined): string | null {
  let text = '';
  for (const part of turn?.parts ?? []) if (part.type === 'refusal') text += part.pieces.join('');
  return text === '' ? null : text;
}
