import { readdirSync, readFileSync } from 'node:fs';

/** A tick of the kernel's accounting: `getconf CLK_TCK` is 100 on every Linux. */
const tickMs = 10;

/**
 * The CPU time that a process and its descendants have used so far, user and system, in milliseconds with a
 * resolution of 10; `undefined` where there is no `/proc`.
 */
export function readCpuMs(pid: number): number | undefined {
  const ticks = readAll(pid, (id) => {
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
    // The name of the program is in parentheses and may hold spaces; user and system time are the 14th and 15th field.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[11]) + Number(fields[12]);
  });
  return ticks === undefined ? undefined : ticks * tickMs;
}

/** The resident memory of a process and its descendants in bytes; `undefined` where there is no `/proc`. */
export function readResidentBytes(pid: number): number | undefined {
  return readAll(pid, (id) => {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) * 1024;
  });
}

function readAll(pid: number, read: (pid: number) => number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const id = Number(name);
    if (Number.isNaN(id)) continue;
    const parent = attempt(() => /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]);
    if (parent !== undefined) parents.set(id, Number(parent));
  }
  const isOfFamily = (id: number): boolean =>
    id === pid || (parents.has(id) && isOfFamily(parents.get(id) as number));
  let sum = 0;
  for (const id of parents.keys()) if (isOfFamily(id)) sum += attempt(() => read(id)) ?? 0;
  return sum;
}

/** A process may end while it is looked at. */
function attempt<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
