import { createStatsRecorder, createSystemClock, play, programOf, type ScheduledTask } from '@llmsim/core';
import { createManualClock } from '@llmsim/core/testing';
import { chatCompletions, responses } from '../measure/apis.ts';
import type { MicroBenchmark } from './micro-benchmark.ts';
import { endpointOf, framing, parseSample, planSample, sampleBody, tokens } from './sample-exchange.ts';

const batch = 1000;

/** What it costs to play, to record and to wait. */
export function playingBenchmarks(): readonly MicroBenchmark[] {
  return [recording(), lagging(), scheduling(), ...[chatCompletions, responses].map(playing)];
}

function recording(): MicroBenchmark {
  const stats = createStatsRecorder({ startedAtMs: 0 });
  let atMs = 0;
  return {
    name: 'record a stream',
    unit: 'token',
    count: tokens,
    run() {
      const record = stats.start({
        endpoint: 'completions',
        model: 'gpt-4o',
        streaming: true,
        atMs,
        id: 'req_1',
      });
      for (let token = 0; token < tokens; token += 1) {
        atMs += 0.2;
        record.delivered(atMs);
      }
      record.end('completed', atMs, 200);
    },
  };
}

function lagging(): MicroBenchmark {
  const stats = createStatsRecorder({ startedAtMs: 0 });
  let atMs = 0;
  return {
    name: 'record lateness',
    unit: 'event',
    count: batch,
    run() {
      for (let event = 0; event < batch; event += 1) {
        atMs += 0.05;
        stats.lag((event % 50) / 10, atMs);
      }
    },
  };
}

/** The wheel runs when time passes; here only the cost of getting into it is seen. */
function scheduling(): MicroBenchmark {
  const clock = createSystemClock();
  const task: ScheduledTask = { run: () => undefined };
  return {
    name: 'schedule a task',
    unit: 'task',
    count: batch,
    run() {
      const nowMs = clock.nowMs();
      for (let index = 0; index < batch; index += 1) clock.schedule(task, nowMs + (index % 50));
    },
  };
}

/** All that happens for a token between the clock and the socket. */
function playing(api: typeof chatCompletions): MicroBenchmark {
  const exchange = parseSample(endpointOf(api), sampleBody(api, true));
  const reply = planSample(exchange);
  const stats = createStatsRecorder({ startedAtMs: 0 });
  const clock = createManualClock();
  const durationMs = (reply.timeline.durationMs() ?? 0) + 1;
  return {
    name: `${api.name}: play, encode and record a stream`,
    unit: 'token',
    count: tokens,
    run() {
      const startMs = clock.nowMs();
      const encoder = exchange.createEncoder(reply, framing);
      const record = stats.start({
        endpoint: api.name,
        model: 'gpt-4o',
        streaming: true,
        atMs: startMs,
        id: 'req_1',
      });
      let bytes = 0;
      play(programOf(reply.timeline), clock, startMs, {
        receive({ event }, dueMs, nowMs) {
          for (const frame of encoder.encode(event)) bytes += Buffer.byteLength(frame);
          stats.lag(nowMs - dueMs, nowMs);
          if (event.type === 'part-delta') record.delivered(nowMs);
          return true;
        },
        finish: (nowMs) => record.end('completed', nowMs, 200),
        fail(error) {
          throw error;
        },
      });
      clock.advance(durationMs);
      if (bytes === 0) throw new Error('Nothing was played.');
    },
  };
}
