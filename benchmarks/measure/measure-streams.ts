import { startStreamFloor } from '../instruments/floors/start-floor.ts';
import { constantLatency, startLlmsim } from '../instruments/llmsim.ts';
import type { ServerProcess } from '../instruments/server-process.ts';
import { runStreamLoad, type StreamLoad } from '../load/stream-load.ts';
import { summarize, type Summary } from '../statistics/summary.ts';
import type { Api } from './apis.ts';
import { alternate, type FloorAndSubject } from './alternate.ts';
import { fetchStats, type LagReport } from './fetch-stats.ts';
import { watchProcess } from './watch-process.ts';

/** The schedule of all measured streams: constant, so that every due time is known. Milliseconds. */
export const schedule = { ttftMs: 200, tbtMs: 20 };
/** Of each measured stream. */
export const tokens = 100;
const rampMs = 2000;
const timeLimitMs = 60_000;
/** Enough for the code to be compiled. */
const warmUpStreams = 50;

/** What one load of streams showed. Lateness, first token and gaps in milliseconds. */
export interface StreamMeasurement {
  readonly streams: number;
  readonly failed: number;
  readonly firstFailure: string | undefined;
  readonly bytesPerEvent: number;
  readonly firstToken: Summary;
  readonly gaps: Summary;
  readonly wholeStream: Summary;
  readonly lateness: Summary;
  readonly firstLateness: Summary;
  readonly lastLateness: Summary;
  /** Of the server, in microseconds. */
  readonly cpuPerEvent: number | undefined;
  /** By which the server's memory grew. */
  readonly bytesPerStream: number | undefined;
  readonly clientUtilization: number;
  /** What the server itself says of its lateness; the floor says nothing. */
  readonly ownLag: LagReport | undefined;
}

/** The load that asks llmsim for streams of the usual schedule. */
export function streamLoad(port: number, api: Api, connections: number): StreamLoad {
  return {
    port,
    request: api.request(true),
    marker: api.marker,
    events: tokens,
    connections,
    rampMs,
    rounds: 1,
    schedule,
    timeLimitMs,
  };
}

/** Starts llmsim with the usual schedule. */
export function startForStreams(nodeOptions?: readonly string[]): Promise<ServerProcess> {
  return startLlmsim({
    flags: ['--target-tokens', String(tokens)],
    config: constantLatency(schedule.ttftMs, schedule.tbtMs),
    ...(nodeOptions && { nodeOptions }),
  });
}

/** Opens so many streams against a fresh server, after a few to warm it up. */
async function measureServer(server: ServerProcess, load: StreamLoad): Promise<StreamMeasurement> {
  try {
    await runStreamLoad({ ...load, connections: warmUpStreams });
    const { result, cost } = await watchProcess(server.pid, () => runStreamLoad(load));
    return {
      streams: load.connections,
      failed: result.failed,
      firstFailure: result.firstFailure,
      bytesPerEvent: result.bytes / result.events,
      firstToken: summarize(result.firstTokenMs),
      gaps: summarize(result.gapsMs),
      wholeStream: summarize(result.streamMs),
      lateness: summarize(result.latenessMs),
      firstLateness: summarize(result.firstLatenessMs),
      lastLateness: summarize(result.lastLatenessMs),
      cpuPerEvent: cost.cpuMs === undefined ? undefined : (cost.cpuMs * 1000) / result.events,
      bytesPerStream: cost.grownBytes === undefined ? undefined : cost.grownBytes / load.connections,
      clientUtilization: result.clientUtilization,
      ownLag: (await fetchStats(server.port))?.scheduler,
    };
  } finally {
    await server.stop();
  }
}

/** How large an event of an API is on the wire, in bytes, chunk framing included. */
async function sizeOfEvent(api: Api): Promise<number> {
  const server = await startLlmsim({ flags: ['--target-tokens', String(tokens), '--latency', 'instant'] });
  try {
    const { bytes, events } = await runStreamLoad({ ...streamLoad(server.port, api, 1), rampMs: 0 });
    return Math.round(bytes / events);
  } finally {
    await server.stop();
  }
}

/** What is added to an event by chunked encoding. */
const chunkFramingBytes = 7;

/**
 * Opens so many streams against the floor, with events of the API's size, and against llmsim, in turn, as often as
 * there are rounds.
 */
export async function measureStreams(
  api: Api,
  streams: number,
  rounds: number,
): Promise<FloorAndSubject<StreamMeasurement>> {
  const frameBytes = (await sizeOfEvent(api)) - chunkFramingBytes;
  return alternate(rounds, {
    floor: async () => {
      const server = await startStreamFloor({ ...schedule, tokens, frameBytes });
      return measureServer(server, { ...streamLoad(server.port, api, streams), marker: '"content":"' });
    },
    subject: async () => {
      const server = await startForStreams();
      return measureServer(server, streamLoad(server.port, api, streams));
    },
  });
}
