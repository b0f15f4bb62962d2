import type { Condition } from '../conditions/condition.js';
import { readConditions } from '../conditions/read-conditions.js';
import type { TextCondition } from '../conditions/text-conditions.js';
import type { Scenario, Turn } from '../match/scenario.js';
import { readExpectation } from '../verdict/expectation.js';
import { readTurn, turnKeys } from './read-turn.js';
import type { Reader } from './reader.js';
import type { Source } from './source.js';

/** The keys of a scenario. One without turns has those of a turn besides. */
export const scenarioKeys = ['name', 'description', 'when', 'turns', 'expect', 'optional'] as const;

/** What belongs to a turn, as it changes from one to the next. */
const ofTurns: readonly string[] = ['tool_result', 'turn', 'attempt'];

/** @param fallbackName - what it is called if it has no name */
export function readScenario(source: Source, reader: Reader, fallbackName: string): Scenario | undefined {
  const keys = [...scenarioKeys, ...turnKeys.filter((key) => key !== 'when')];
  if (reader.mapping(source, keys, 'a scenario') === undefined) return undefined;
  const turns = source.at('turns');
  const isRule = turns.value === undefined;
  const conditions = readConditions(source.at('when'), reader);
  reader.text(source.at('description'));
  if (!isRule) refuseWhatIsOfTurns(source, conditions, reader);
  const isUser = (condition: Condition): condition is TextCondition => condition.field === 'user';
  return {
    name: reader.text(source.at('name')) ?? fallbackName,
    place: source.place,
    isRule,
    conditions: conditions.filter((condition) => !isUser(condition)),
    user: conditions.find(isUser),
    turns: isRule
      ? [readTurn(source, reader, { number: 1, isRule, shared: conditions, before: undefined })]
      : readTurns(turns, reader, conditions),
    expect: readExpectation(source.at('expect'), reader),
    isOptional: reader.boolean(source.at('optional')) ?? false,
  };
}

function refuseWhatIsOfTurns(source: Source, conditions: readonly Condition[], reader: Reader): void {
  for (const { field } of conditions) {
    if (ofTurns.includes(field))
      reader.error(source.at('when').at(field), 'belongs to a turn: put it in its "when".');
  }
  for (const key of turnKeys) {
    if (key !== 'when' && source.at(key).value !== undefined) {
      reader.error(source.at(key), 'cannot stand beside "turns": it belongs to one of them.');
    }
  }
}

function readTurns(source: Source, reader: Reader, shared: readonly Condition[]): readonly Turn[] {
  if (!Array.isArray(source.value) || source.value.length === 0) {
    reader.wrong(source, 'a list of at least one turn');
    return [];
  }
  const turns: Turn[] = [];
  for (const item of reader.items(source)) {
    if (reader.mapping(item, turnKeys, 'a turn') === undefined) continue;
    const before = turns.at(-1)?.reply;
    turns.push(readTurn(item, reader, { number: turns.length + 1, isRule: false, shared, before }));
  }
  return turns;
}
