import { startLlmsim } from '../instruments/llmsim.ts';
import { runJsonLoad, type JsonLoadResult } from '../load/json-load.ts';
import { chatCompletions } from '../measure/apis.ts';

/** Opens so many connections in the same moment, each with a request that takes no time. */
export async function measureBurst(connections: number): Promise<JsonLoadResult> {
  const server = await startLlmsim({ flags: ['--latency', 'instant', '--target-tokens', '16'] });
  try {
    const load = { port: server.port, request: chatCompletions.request(false), timeLimitMs: 30_000 };
    await runJsonLoad({ ...load, connections: 32, durationMs: 1000 });
    return await runJsonLoad({ ...load, connections, durationMs: 30_000, requestsPerConnection: 1 });
  } finally {
    await server.stop();
  }
}
