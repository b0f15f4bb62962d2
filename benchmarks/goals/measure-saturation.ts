import { constantLatency, startLlmsim } from '../instruments/llmsim.ts';
import { runStreamLoad } from '../load/stream-load.ts';
import { chatCompletions } from '../measure/apis.ts';
import { fetchStats } from '../measure/fetch-stats.ts';
import { streamLoad, tokens } from '../measure/measure-streams.ts';

/** A load that no process of one thread can keep up with: 1,000 tokens a second in each of many streams. */
const tbtMs = 1;
const streams = 1000;

/** What llmsim says of itself while it is asked for more than it can do. @returns its verdict */
export async function measureSaturation(): Promise<string> {
  const server = await startLlmsim({
    flags: ['--target-tokens', String(tokens * 10)],
    config: constantLatency(200, tbtMs),
  });
  try {
    let verdict = 'ok';
    const asking = setInterval(() => {
      void fetchStats(server.port).then((stats) => {
        if (stats !== undefined && stats.scheduler.verdict !== 'ok') verdict = stats.scheduler.verdict;
      });
    }, 500);
    await runStreamLoad({
      ...streamLoad(server.port, chatCompletions, streams),
      events: tokens * 10,
      rampMs: 500,
      timeLimitMs: 60_000,
    });
    clearInterval(asking);
    return verdict;
  } finally {
    await server.stop();
  }
}
