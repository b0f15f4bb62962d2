// `npm test [-- PATH …]`: install, build, lint, type-check, run the tests, and end with one line `N passed, N failed`.
// Each gate counts as one test. PATHs narrow the tests, not the gates.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { install, pnpm, root } from './pnpm.js';

// The Node that runs npm, not the newest one that the devDependency `node` puts first on the PATH of scripts:
// so `npm test` on Node 20 is a test on Node 20. The end-to-end tests start servers on both.
const node = process.env.npm_node_execpath ?? process.execPath;

let passed = 0;
let failed = 0;

function gate(name, run) {
  const started = Date.now();
  const ok = run();
  if (ok) passed += 1;
  else failed += 1;
  console.log(`${ok ? 'PASS' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  return ok;
}

function finish() {
  console.log(`${passed} passed, ${failed} failed`);
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
    passed += result.numPassedTests;
    failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
    return result.numTotalTests > 0 && result.success;
  } catch {
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
gate('typecheck', () =>
  pnpm(['exec', 'turbo', 'run', 'typecheck', '--output-logs=errors-only'], { quiet: true }),
);
gate('tests', () => jest(process.argv.slice(2)));
finish();
