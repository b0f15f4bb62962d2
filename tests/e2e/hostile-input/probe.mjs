// Loaded into a server that a test watches: says on request for how long the server let nobody else have a turn, and what
// memory it used at most.
import { readFileSync } from 'node:fs';
import { setImmediate, setInterval } from 'node:timers';

/** How often it looks. Milliseconds. */
const intervalMs = 4;

/** Processor time and not time, as the machine may be busy with others: of the main thread, where the system says it. */
function usedMs() {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ', 1)[0]) / 1e6;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
}

function usedBytes() {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

let longestMs = 0;
let mostBytes = 0;
let sinceMs = usedMs();

setInterval(() => {
  const nowMs = usedMs();
  longestMs = Math.max(longestMs, nowMs - sinceMs);
  mostBytes = Math.max(mostBytes, usedBytes());
  sinceMs = nowMs;
}, intervalMs).unref();

process.on('message', async () => {
  // What is freed by one collection may be found free by the next.
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const keptBytes = usedBytes();
  process.send?.({ longestMs, mostBytes, keptBytes });
  longestMs = 0;
  mostBytes = keptBytes;
  sinceMs = usedMs();
});
process.channel?.unref();
