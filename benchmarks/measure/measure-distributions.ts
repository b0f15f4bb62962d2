import { startLlmsim } from '../instruments/llmsim.ts';
import { runStreamLoad } from '../load/stream-load.ts';
import { distributionFunction, type WaitDistribution } from '../statistics/distribution-functions.ts';
import { kolmogorovSmirnov } from '../statistics/kolmogorov-smirnov.ts';
import type { Api } from './apis.ts';

/** The samples of one kind of wait beside the distribution that was asked for. Milliseconds. */
export interface WaitMeasurement {
  readonly asked: WaitDistribution;
  readonly samples: Float64Array;
  /** Kolmogorov-Smirnov. */
  readonly distance: number;
}

/** The waits of streams of one configuration. */
export interface DistributionMeasurement {
  readonly name: WaitDistribution['distribution'];
  readonly failed: number;
  readonly firstFailure: string | undefined;
  readonly firstToken: WaitMeasurement;
  readonly interToken: WaitMeasurement;
}

/** Long enough that what the network and two processes add is small beside them. Milliseconds. */
const asked: readonly { readonly firstToken: WaitDistribution; readonly interToken: WaitDistribution }[] = [
  {
    firstToken: { distribution: 'normal', mean: 400, stddev: 100 },
    interToken: { distribution: 'normal', mean: 60, stddev: 15 },
  },
  {
    firstToken: { distribution: 'log-normal', mean: 400, stddev: 200 },
    interToken: { distribution: 'log-normal', mean: 60, stddev: 40 },
  },
  {
    firstToken: { distribution: 'uniform', min: 200, max: 600 },
    interToken: { distribution: 'uniform', min: 30, max: 90 },
  },
  {
    firstToken: { distribution: 'gamma', mean: 400, stddev: 200 },
    interToken: { distribution: 'gamma', mean: 60, stddev: 40 },
  },
];

const connections = 500;
const tokens = 5;

/** Opens so many streams for each distribution, and compares what was measured with what was asked for. */
export async function measureDistributions(
  api: Api,
  samples: number,
): Promise<readonly DistributionMeasurement[]> {
  const measurements: DistributionMeasurement[] = [];
  for (const { firstToken, interToken } of asked) {
    const server = await startLlmsim({
      flags: ['--target-tokens', String(tokens)],
      config: `latency: ${JSON.stringify({ ttft: firstToken, tbt: interToken, prefill_ms_per_1000_tokens: 0 })}\n`,
    });
    try {
      const load = {
        port: server.port,
        request: api.request(true),
        marker: api.marker,
        events: tokens,
        timeLimitMs: 600_000,
      };
      await runStreamLoad({ ...load, connections: 50, rampMs: 200, rounds: 2 });
      const result = await runStreamLoad({
        ...load,
        connections,
        rampMs: 2000,
        rounds: Math.ceil(samples / connections),
      });
      measurements.push({
        name: firstToken.distribution,
        failed: result.failed,
        firstFailure: result.firstFailure,
        firstToken: compareWait(firstToken, result.firstTokenMs),
        interToken: compareWait(interToken, result.gapsMs),
      });
    } finally {
      await server.stop();
    }
  }
  return measurements;
}

function compareWait(wait: WaitDistribution, samples: Float64Array): WaitMeasurement {
  return { asked: wait, samples, distance: kolmogorovSmirnov(samples, distributionFunction(wait)) };
}
