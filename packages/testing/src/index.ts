export { scenario, scenarios } from '@llmsim/scenarios';
export { matchers } from './matchers.js';
export { startSimulator } from './start-simulator.js';
export type { ScenarioFile, TestRequest, Verdict } from '@llmsim/scenarios';
export type { MatcherResult, SimulatorMatchers } from './matchers.js';
export type { SimulatedTest } from './simulated-test.js';
export type { GivenScenarios, StartOptions, TestOptions, TestSimulator } from './start-simulator.js';
