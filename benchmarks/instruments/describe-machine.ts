import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';

/** On what something was measured, and what else went on there. */
export interface MachineFacts {
  readonly date: string;
  readonly processor: string;
  readonly processors: number;
  readonly memoryGigabytes: number;
  readonly system: string;
  readonly node: string;
  readonly llmsim: string;
  /** Of the last minute, at the beginning and at the end. On an idle machine the measurements make 1 to 2 themselves. */
  readonly loadAverage: { readonly before: number; readonly after: number };
}

/** @param loadBefore - the load average when the measurements began, from {@link readLoadAverage} */
export function describeMachine(loadBefore: number): MachineFacts {
  const manifest = createRequire(import.meta.url).resolve('@llmsim/cli/package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return {
    date: new Date().toISOString(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    processors: availableParallelism(),
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    llmsim: `${version}${readCommit()}`,
    loadAverage: { before: loadBefore, after: readLoadAverage() },
  };
}

/** How many processes wanted to run at once in the last minute, on average. */
export function readLoadAverage(): number {
  return Number((loadavg()[0] ?? 0).toFixed(2));
}

/** The same facts as lines of text. */
export function describeMachineLines(machine: MachineFacts): readonly string[] {
  const { before, after } = machine.loadAverage;
  return [
    `date: ${machine.date}`,
    `machine: ${machine.processor}, ${machine.processors} processors, ${machine.memoryGigabytes} GB, ${machine.system}`,
    `versions: llmsim ${machine.llmsim}, Node ${machine.node}`,
    `load average: ${before} before, ${after} after`,
  ];
}

function readCommit(): string {
  try {
    const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return ` (${commit.trim()})`;
  } catch {
    return '';
  }
}
