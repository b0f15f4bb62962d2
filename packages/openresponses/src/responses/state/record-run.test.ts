import type { PlannedReply } from '@llmsim/core';
import { timelineOf } from '@llmsim/core';
import { problemsOf } from '../../../fixtures/check-events.js';
import { optionsOf, parseResponse } from '../../../fixtures/exchanges.js';
import type { Json } from '../../../fixtures/exchanges.js';
import { helloReply, replyOf, textPart, turnOf } from '../../../fixtures/planned-reply.js';
import { openResponsesDialect } from '../../open-responses-dialect.js';
import { createResponsesEndpoints } from '../responses-endpoints.js';
import { recordRun } from './record-run.js';

async function record(reply: PlannedReply) {
  const endpoints = createResponsesEndpoints(openResponsesDialect, optionsOf());
  const exchange = await parseResponse(endpoints, { background: true });
  return recordRun(reply, (framing) => exchange.createEncoder(reply, framing), 7, true);
}

describe('recordRun', () => {
  it('has all events with their times, each at the place of its number', async () => {
    const { events, startedAtMs } = await record(helloReply);
    expect(startedAtMs).toBe(7);
    expect(problemsOf(events.map(([, , json]) => JSON.parse(json) as Json))).toEqual([]);
    for (const [index, [, type, json]] of events.entries()) {
      expect(JSON.parse(json)).toMatchObject({ type, sequence_number: index });
    }
    expect(events[0]?.[0]).toBe(0);
    expect(events.at(-1)?.[0]).toBe(helloReply.timeline.durationMs());
  });

  it('fails where a connection would have been broken', async () => {
    const cut = [...helloReply.timeline].slice(0, 3);
    const { events } = await record({
      ...helloReply,
      timeline: timelineOf(() => cut[Symbol.iterator]()),
      ending: 'disconnect',
    });
    expect(events.slice(-2).map(([, type]) => type)).toEqual(['error', 'response.failed']);
  });

  it('fails once if it fails anyway', async () => {
    const { events } = await record(replyOf(turnOf('stop', textPart('a')), undefined, 2));
    expect(events.filter(([, type]) => type === 'response.failed')).toHaveLength(1);
  });
});
