import { readCpuMs, readResidentBytes } from '../instruments/process-usage.ts';

/** What a process used while it was watched; `undefined` where there is no `/proc`. */
export interface ProcessCost {
  readonly cpuMs: number | undefined;
  /** The most resident memory, less that at the beginning. */
  readonly grownBytes: number | undefined;
}

const sampleEveryMs = 100;

/** Watches a process and its descendants while something runs. */
export async function watchProcess<Result>(
  pid: number,
  run: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly cost: ProcessCost }> {
  const bytesBefore = readResidentBytes(pid);
  let mostBytes = bytesBefore ?? 0;
  const sampling = setInterval(() => {
    mostBytes = Math.max(mostBytes, readResidentBytes(pid) ?? 0);
  }, sampleEveryMs);
  const cpuBefore = readCpuMs(pid);
  try {
    const result = await run();
    const cpuAfter = readCpuMs(pid);
    return {
      result,
      cost: {
        cpuMs: cpuBefore === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpuBefore,
        grownBytes: bytesBefore === undefined ? undefined : mostBytes - bytesBefore,
      },
    };
  } finally {
    clearInterval(sampling);
  }
}
