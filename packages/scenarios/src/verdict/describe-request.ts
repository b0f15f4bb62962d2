import type { PlannedFailure, PlannedReply, TurnPart } from '@llmsim/core';
import { describePlace } from '../file/place.js';
import type { Decision } from '../match/decide.js';
import type { MadeCall, TestRequest } from './test-request.js';

/** What a verdict shows of a decision. */
export type DecisionFacts = Pick<TestRequest, 'result' | 'scenario' | 'turn' | 'place' | 'explanation'>;

export function describeDecision(decision: Decision): DecisionFacts {
  if (decision.type !== 'met') {
    return {
      result: decision.type,
      scenario: null,
      turn: null,
      place: null,
      explanation: decision.explanation,
    };
  }
  const { scenario, turn } = decision;
  const place = describePlace(turn.place);
  return {
    result: 'met',
    scenario: scenario.name,
    turn: turn.number,
    place: place === '' ? null : place,
    explanation: null,
  };
}

/** What a verdict shows of a plan. */
export type PlanFacts = Pick<TestRequest, 'fault' | 'tool_calls' | 'text'>;

export function describePlan(plan: PlannedReply | PlannedFailure): PlanFacts {
  if (plan.type === 'failure') return { fault: plan.fault, tool_calls: [], text: null };
  const parts = plan.turns[0]?.parts ?? [];
  const calls = parts.flatMap((part): MadeCall[] =>
    part.type === 'tool-call' ? [{ name: part.name, arguments: part.pieces.join('') }] : [],
  );
  const texts = parts.filter(({ type }) => type === 'text' || type === 'refusal');
  return { fault: plan.fault ?? null, tool_calls: calls, text: texts.length === 0 ? null : joined(texts) };
}

/** A verdict is no archive: long texts are cut. */
const longestText = 2_000;

function joined(parts: readonly TurnPart[]): string {
  const text = parts.map(({ pieces }) => pieces.join('')).join('');
  return text.length > longestText ? `${text.slice(0, longestText)}...` : text;
}
