export { convertScript } from './convert/convert-script.js';
export { scenario, scenarios } from './file/scenario-builder.js';
export { scenarioSchema } from './file/scenario-schema.js';
export { loadScenarios } from './load-scenarios.js';
export { createDecide } from './match/decide.js';
export { describeScenario } from './match/explain-miss.js';
export { readFacts } from './match/facts.js';
export { createScenarioResponder, refusalOf, responderOf } from './match/responder.js';
export { nameOfTurn } from './match/scenario.js';
export { describeProblem, ScenarioError } from './scenario-error.js';
export { describeDecision, describePlan } from './verdict/describe-request.js';
export { judge, toolsOf } from './verdict/judge.js';
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
export type { ScenarioBuilder } from './file/scenario-builder.js';
export type { Judging, UnreachedTurn, Verdict } from './verdict/judge.js';
export type { MadeCall, TestRequest } from './verdict/test-request.js';
