export { loadScenarios } from './load-scenarios.js';
export { createDecide } from './match/decide.js';
export { readFacts } from './match/facts.js';
export { createScenarioResponder, refusalOf, responderOf } from './match/responder.js';
export { nameOfTurn } from './match/scenario.js';
export { describeProblem, ScenarioError } from './scenario-error.js';
export type { Place } from './file/place.js';
export type {
  ExpectInput,
  FaultInput,
  ReplyPartInput,
  ScenarioFile,
  ScenarioInputEntry,
  TextCondition,
  ToolResultWanted,
  TurnInput,
  When,
} from './file/scenario-file.js';
export type { ScenarioInput, ScenarioSet, Unmatched } from './load-scenarios.js';
export type { Decide, Decision } from './match/decide.js';
export type { Facts } from './match/facts.js';
export type { Met } from './match/meet.js';
export type { Scenario, ScriptedFault, Turn } from './match/scenario.js';
export type { Problem } from './scenario-error.js';
