// `npm test [-- PATH …]`: install, build, lint, type-check, run the tests, and end with one line
// `N passed, N failed, N skipped`: Jest's numbers, and one for each gate. PATHs narrow the tests, not the gates.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { install, pnpm, root } from './pnpm.js';

// The Node that runs npm, not the newest one that the devDependency `node` puts first on the PATH of scripts:
// so `npm test` on Node 20 is a test on Node 20. The end-to-end tests start servers on both.
const node = process.env.npm_node_execpath ?? process.execPath;

/** The gates before the tests: their names by how they ended. */
const gates = { passed: [], failed: [] };
/** What Jest counted, and in `failed` also the files that could not be run at all. */
let tests = { passed: 0, failed: 0, skipped: 0 };

function timed(name, run) {
  const started = Date.now();
  const ok = run();
  console.log(`${ok ? 'PASS' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  return ok;
}

function gate(name, run) {
  const ok = timed(name, run);
  gates[ok ? 'passed' : 'failed'].push(name);
  return ok;
}

function finish() {
  const count = ({ passed, failed, skipped }) =>
    `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
  const named = (names) => (names.length === 0 ? 'none' : names.join(', '));
  console.log(`Gates passed: ${named(gates.passed)}. Gates failed: ${named(gates.failed)}.`);
  console.log(`Tests: ${count(tests)}.`);
  const failed = tests.failed + gates.failed.length;
  console.log(count({ passed: tests.passed + gates.passed.length, failed, skipped: tests.skipped }));
  process.exit(failed === 0 ? 0 : 1);
}

function jest(paths) {
  const directory = `${root}.cache/test`;
  const report = `${directory}/jest.json`;
  mkdirSync(directory, { recursive: true });
  rmSync(report, { force: true });
  spawnSync(
    node,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      `${root}node_modules/jest/bin/jest.js`,
      '--json',
      `--outputFile=${report}`,
      ...paths,
    ],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } =
      result;
    tests = {
      passed: numPassedTests,
      failed: numFailedTests + numRuntimeErrorTestSuites,
      skipped: numPendingTests + numTodoTests,
    };
    if (numRuntimeErrorTestSuites > 0)
      console.log(`${numRuntimeErrorTestSuites} test files could not be run.`);
    if (tests.failed === 0 && (!result.success || result.numTotalTests === 0))
      throw new Error('no tests were run');
    return tests.failed === 0;
  } catch (error) {
    if (tests.failed === 0) {
      console.log(`Jest did not finish its work: ${error.message}`);
      tests.failed = 1;
    }
    return false;
  }
}

if (!gate('install', () => install({ quiet: true }))) finish();
if (
  !gate('build', () => pnpm(['exec', 'turbo', 'run', 'build', '--output-logs=errors-only'], { quiet: true }))
)
  finish();
gate('format', () => pnpm(['exec', 'prettier', '--check', '--log-level=warn', '.'], { quiet: true }));
gate('lint', () => pnpm(['exec', 'eslint', '.'], { quiet: true }));
gate('unused', () => pnpm(['exec', 'knip', '--no-progress'], { quiet: true }));
gate('typecheck', () =>
  pnpm(['exec', 'turbo', 'run', 'typecheck', '--output-logs=errors-only'], { quiet: true }),
);
timed('tests', () => jest(process.argv.slice(2)));
finish();
