import type { TestRequest } from '@llmsim/scenarios';
import { loadScenarioPackage, openBook } from './scenario-books.js';
import { createScenarioService, type TestReport } from './scenario-service.js';
import type { ScenarioSource, TestDesk } from './test-desk.js';

/** How all tests of a server went. */
export interface Judgement {
  readonly reports: readonly TestReport[];
  /** What is wrong with all of them together: scenarios that no test met, or no test at all. */
  readonly reasons: readonly string[];
}

/**
 * Judges all tests, and whether together they met all scenarios that they share.
 * @throws ScenarioError if the scenarios are wrong
 */
export async function judgeTests(desk: TestDesk, scenarios: readonly ScenarioSource[]): Promise<Judgement> {
  const service = createScenarioService({ scenarios, unmatched: 'refuse', desk });
  const reports: TestReport[] = [];
  const shared: TestRequest[] = [];
  for (const test of await service.list()) {
    const report = await service.report(test);
    if (report === undefined) continue;
    reports.push(report);
    if ((await desk.get(test))?.scenarios === undefined) shared.push(...report.requests);
  }
  const { set } = await openBook(scenarios, 'refuse');
  const { describeScenario } = await loadScenarioPackage();
  const missed = set.scenarios.filter(
    ({ name, isOptional }) => !isOptional && !shared.some(({ scenario }) => scenario === name),
  );
  return {
    reports,
    reasons: missed.map((scenario) => `${describeScenario(scenario)} was never met.`),
  };
}
