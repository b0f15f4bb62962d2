import { startJsonFloor } from '../instruments/floors/start-floor.ts';
import { constantLatency, startLlmsim } from '../instruments/llmsim.ts';
import type { ServerProcess } from '../instruments/server-process.ts';
import { runJsonLoad, type JsonLoad } from '../load/json-load.ts';
import { runStreamLoad } from '../load/stream-load.ts';
import { summarize, type Summary } from '../statistics/summary.ts';
import { alternate, type FloorAndSubject } from './alternate.ts';
import type { Api } from './apis.ts';
import { schedule, streamLoad, tokens } from './measure-streams.ts';
import { watchProcess } from './watch-process.ts';

const replyTokens = 16;
const connections = 32;
const warmUpMs = 2000;
const durationMs = 4000;
const timeLimitMs = 60_000;

/** What one load of small JSON replies without delays showed. */
export interface JsonMeasurement {
  readonly failed: number;
  readonly firstFailure: string | undefined;
  readonly requestsPerSecond: number;
  /** From request to reply, in milliseconds. */
  readonly latency: Summary;
  /** Of the server, in microseconds. */
  readonly cpuPerRequest: number | undefined;
  readonly clientUtilization: number;
}

async function measureServer(server: ServerProcess, api: Api): Promise<JsonMeasurement> {
  const load: JsonLoad = {
    port: server.port,
    request: api.request(false),
    connections,
    durationMs,
    timeLimitMs,
  };
  try {
    await runJsonLoad({ ...load, durationMs: warmUpMs });
    const { result, cost } = await watchProcess(server.pid, () => runJsonLoad(load));
    const requests = result.completed + result.failed;
    return {
      failed: result.failed,
      firstFailure: result.firstFailure,
      requestsPerSecond: (requests * 1000) / result.durationMs,
      latency: summarize(result.latencyMs),
      cpuPerRequest: cost.cpuMs === undefined ? undefined : (cost.cpuMs * 1000) / requests,
      clientUtilization: result.clientUtilization,
    };
  } finally {
    await server.stop();
  }
}

/** Asks the floor and llmsim for small JSON replies as fast as they come, over 32 connections. */
export async function measureJson(api: Api, rounds: number): Promise<FloorAndSubject<JsonMeasurement>> {
  const startSubject = () =>
    startLlmsim({ flags: ['--latency', 'instant', '--target-tokens', String(replyTokens)] });
  const probe = await startSubject();
  const { path, body = '' } = api.request(false);
  const reply = await fetch(`http://127.0.0.1:${probe.port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const replyBytes = (await reply.arrayBuffer()).byteLength;
  await probe.stop();
  return alternate(rounds, {
    floor: async () => measureServer(await startJsonFloor(replyBytes), api),
    subject: async () => measureServer(await startSubject(), api),
  });
}

/** How long the same reply takes as JSON and as a stream. Medians in milliseconds. */
export interface DurationMeasurement {
  readonly expectedMs: number;
  readonly jsonMs: number;
  readonly streamMs: number;
}

/** Asks llmsim for the usual reply as JSON and as a stream. */
export async function measureDurations(api: Api): Promise<DurationMeasurement> {
  const server = await startLlmsim({
    flags: ['--target-tokens', String(tokens)],
    config: constantLatency(schedule.ttftMs, schedule.tbtMs),
  });
  try {
    const streamed = await runStreamLoad({ ...streamLoad(server.port, api, 20), rampMs: 200, rounds: 2 });
    const whole = await runJsonLoad({
      port: server.port,
      request: api.request(false),
      connections: 20,
      requestsPerConnection: 2,
      durationMs: timeLimitMs,
      timeLimitMs,
    });
    return {
      expectedMs: schedule.ttftMs + (tokens - 1) * schedule.tbtMs,
      jsonMs: summarize(whole.latencyMs).p50,
      streamMs: summarize(streamed.streamMs).p50,
    };
  } finally {
    await server.stop();
  }
}
