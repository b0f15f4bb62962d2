import type { FinishReason } from '@llmsim/core';
import type { Condition } from '../conditions/condition.js';
import { readConditions } from '../conditions/read-conditions.js';
import { resultsOf, toolsCondition } from '../conditions/tool-conditions.js';
import type { Turn } from '../match/scenario.js';
import { readReply } from '../reply/read-reply.js';
import type { Reply } from '../reply/reply.js';
import type { Capturing } from '../text/template.js';
import { readFaults, readScriptedLatency, readScriptedUsage } from './read-delivery.js';
import type { Reader } from './reader.js';
import type { Source } from './source.js';

/** The keys of a turn. */
export const turnKeys = ['when', 'reply', 'fault', 'latency', 'usage', 'finish'] as const;

/** Why a turn may end, by its name in the file. */
export const finishReasons: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool-calls',
  content_filter: 'content-filter',
  paused: 'paused',
};

/** What a turn has to know of its scenario. */
export interface TurnContext {
  readonly number: number;
  readonly isRule: boolean;
  /** What the scenario's own conditions are; of a rule they are the turn's. */
  readonly shared: readonly Condition[];
  /** What the turn before it says; `undefined`: it is the first, or nobody knows. */
  readonly before: Reply | undefined;
}

/** Reads a turn. */
export function readTurn(source: Source, reader: Reader, context: TurnContext): Turn {
  const { number, isRule, shared, before } = context;
  const stated = isRule ? [] : readConditions(source.at('when'), reader);
  const own = isRule ? shared : stated;
  const finishName = reader.choice(source.at('finish'), Object.keys(finishReasons));
  const reply = readReply(
    source.at('reply'),
    reader,
    capturingOf(own, shared),
    finishName === undefined ? undefined : finishReasons[finishName],
  );
  const faults = readFaults(source.at('fault'), reader);
  const latency = readScriptedLatency(source.at('latency'), reader);
  const usage = readScriptedUsage(source.at('usage'), reader);
  if (!turnKeys.some((key) => key !== 'when' && key !== 'finish' && source.at(key).value !== undefined)) {
    reader.error(source, 'says nothing: give it a reply, a fault, a latency or usage.');
  }
  const conditions = [...stated, ...implied(own, reply, number, before, isRule)];
  const all = [...shared, ...conditions];
  return {
    number,
    place: source.place,
    conditions,
    isExplicit: own.some(({ field }) => field === 'user' || field === 'tool_result'),
    reply,
    faults,
    latency,
    usage,
    points: all.reduce((sum, { points }) => sum + points, 0),
    fixed: all.reduce((sum, { fixed }) => sum + fixed, 0),
  };
}

/** Groups of the turn's own conditions; if they have none, those of the scenario. */
function capturingOf(own: readonly Condition[], shared: readonly Condition[]): Capturing {
  const from = own.some(({ groups }) => groups > 0) ? own : shared;
  return {
    groups: Math.max(0, ...from.map(({ groups }) => groups)),
    names: from.flatMap(({ names }) => names),
  };
}

/**
 * What follows from what is said. Who calls a tool must have been offered it, so that the request for a title that
 * repeats the user's text is not answered with a call; and after a call comes its result, and nowhere else.
 */
function implied(
  own: readonly Condition[],
  reply: Reply | undefined,
  number: number,
  before: Reply | undefined,
  isRule: boolean,
): readonly Condition[] {
  const has = (field: string) => own.some((condition) => condition.field === field);
  const called = reply?.calls ?? [];
  const offered = new Set(called.filter(({ mustBeOffered }) => mustBeOffered).map(({ tool }) => tool));
  const conditions: Condition[] = [];
  if (offered.size > 0 && !has('tools')) conditions.push(toolsCondition([...offered]));
  if (has('tool_result')) return conditions;
  const answered = number > 1 && before !== undefined ? before.calls.map(({ tool }) => tool) : [];
  if (answered.length > 0) return [...conditions, resultsOf(answered)];
  // A rule that calls a tool would call it again for its own result, for ever.
  if (!isRule || called.length > 0) conditions.push(resultsOf([]));
  return conditions;
}
