import { createTestDesk, judgeTests, type TestReport } from '@llmsim/server';
import type { TestRequest } from '@llmsim/scenarios';
import { readScenarioFiles } from '../composition/read-scenario-files.js';
import type { SettingPath } from '../config/settings-table.js';
import type { Runtime } from '../runtime.js';
import { serve, type ServeOptions } from './serve.js';

/** What a server for tests is, unless settings say otherwise. */
const presets: Readonly<Partial<Record<SettingPath, string>>> = {
  'latency.profile': 'instant',
  'log.level': 'warn',
  strict: 'true',
};

/**
 * Serves scenarios to tests until a signal ends it, then judges them.
 * @returns the exit code: 1 if a test failed, or nothing was tested
 * @throws ConfigError, or LlmsimError LLMSIM_LISTEN or LLMSIM_LOG
 */
export async function mock(
  files: readonly string[],
  options: ServeOptions,
  runtime: Runtime,
): Promise<number> {
  const { stdout } = runtime;
  const sources = readScenarioFiles(files);
  const desk = createTestDesk(
    () => performance.now(),
    (test, request) => {
      if (stdout.isTTY === true) stdout.write(`${describeRequest(test, request)}\n`);
    },
  );
  const flags = { ...options.flags, scenarios: files.join(',') };
  await serve({ ...options, flags, presets }, runtime, desk);
  const { reports, reasons } = await judgeTests(desk, sources);
  for (const report of reports) stdout.write(describeReport(report));
  for (const reason of reasons) stdout.write(`${reason}\n`);
  return reasons.length === 0 && reports.every(({ verdict }) => verdict === 'pass') ? 0 : 1;
}

function describeRequest(test: string, request: TestRequest): string {
  const {
    number,
    api,
    endpoint,
    model,
    scenario,
    turn,
    fault,
    tool_calls: calls,
    explanation,
    attempt,
  } = request;
  const what =
    scenario === null
      ? `UNMATCHED ${explanation ?? ''}`
      : `${scenario}, turn ${turn ?? ''}${fault === null ? '' : `, ${fault}`}${calls.map(({ name }) => ` → ${name}`).join('')}`;
  return `${test} #${number} ${api} ${endpoint} ${model}${attempt > 1 ? ` (attempt ${attempt})` : ''}: ${what}`;
}

function describeReport({ test, verdict, reasons, requests }: TestReport): string {
  const count = `${requests.length} ${requests.length === 1 ? 'request' : 'requests'}`;
  return `${test}: ${verdict} (${count})\n${reasons.map((reason) => `  ${reason}\n`).join('')}`;
}
