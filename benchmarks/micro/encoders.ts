import { type Exchange, type PlannedReply, type TurnEvent } from '@llmsim/core';
import { chatCompletions, responses, type Api } from '../measure/apis.ts';
import type { MicroBenchmark } from './micro-benchmark.ts';
import { endpointOf, framing, parseSample, planSample, sampleBody, tokens } from './sample-exchange.ts';

/** What it costs to put replies on their wires. */
export function encoderBenchmarks(): readonly MicroBenchmark[] {
  return [chatCompletions, responses].flatMap((api) => {
    const endpoint = endpointOf(api);
    const exchange = parseSample(endpoint, sampleBody(api, true));
    const reply = planSample(exchange);
    const events = Array.from(reply.timeline, ({ event }) => event);
    return [
      {
        name: `${api.name}: read a request`,
        unit: 'request',
        count: 1,
        run: () => void parseSample(endpoint, sampleBody(api, true)),
      },
      {
        name: `${api.name}: encode a stream`,
        unit: 'token',
        count: tokens,
        run: () => encodeStream(exchange, reply, events),
      },
      wholeReply(api),
    ];
  });
}

/** An exchange remembers what it encoded, so each time it is another one. */
function wholeReply(api: Api): MicroBenchmark {
  const endpoint = endpointOf(api);
  let exchange: Exchange;
  let reply: PlannedReply;
  return {
    name: `${api.name}: encode a whole reply`,
    unit: 'reply',
    count: 1,
    prepare() {
      exchange = parseSample(endpoint, sampleBody(api, false));
      reply = planSample(exchange);
    },
    run: () => void exchange.encodeReply(reply),
  };
}

/** Frames are written by their bytes, so they are measured here, too. */
function encodeStream(exchange: Exchange, reply: PlannedReply, events: readonly TurnEvent[]): void {
  const encoder = exchange.createEncoder(reply, framing);
  let bytes = 0;
  for (const event of events) for (const frame of encoder.encode(event)) bytes += Buffer.byteLength(frame);
  for (const frame of encoder.close()) bytes += Buffer.byteLength(frame);
  if (bytes === 0) throw new Error('Nothing was encoded.');
}
