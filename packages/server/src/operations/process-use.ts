import { readdir } from 'node:fs/promises';

/** What a process takes of its machine. Plain data, so that several can be added up. */
export interface ProcessUse {
  readonly cpuUserSeconds: number;
  readonly cpuSystemSeconds: number;
  readonly residentBytes: number;
  readonly heapUsedBytes: number;
  /** File descriptors, connections among them; `null` where the system does not say. */
  readonly openFiles: number | null;
  /** Seconds since 1970. */
  readonly startedAtSeconds: number;
}

/** What this process takes at the moment. */
export async function readProcessUse(): Promise<ProcessUse> {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  return {
    cpuUserSeconds: user / 1e6,
    cpuSystemSeconds: system / 1e6,
    residentBytes: rss,
    heapUsedBytes: heapUsed,
    openFiles: await countOpenFiles(),
    startedAtSeconds: performance.timeOrigin / 1000,
  };
}

async function countOpenFiles(): Promise<number | null> {
  try {
    return (await readdir('/proc/self/fd')).length;
  } catch {
    return null;
  }
}

/** What several processes that are one server take together. */
export function addProcessUse(uses: readonly ProcessUse[]): ProcessUse {
  const total = (pick: (use: ProcessUse) => number) => uses.reduce((sum, use) => sum + pick(use), 0);
  return {
    cpuUserSeconds: total(({ cpuUserSeconds }) => cpuUserSeconds),
    cpuSystemSeconds: total(({ cpuSystemSeconds }) => cpuSystemSeconds),
    residentBytes: total(({ residentBytes }) => residentBytes),
    heapUsedBytes: total(({ heapUsedBytes }) => heapUsedBytes),
    openFiles: uses.every(({ openFiles }) => openFiles === null)
      ? null
      : total(({ openFiles }) => openFiles ?? 0),
    startedAtSeconds: uses.reduce((first, use) => Math.min(first, use.startedAtSeconds), Infinity),
  };
}
