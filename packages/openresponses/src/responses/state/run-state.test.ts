import { answer, optionsOf, parseResponse } from '../../../fixtures/exchanges.js';
import {
  callPart,
  customCallPart,
  reasoningPart,
  refusalPart,
  replyOf,
  textPart,
  turnOf,
} from '../../../fixtures/planned-reply.js';
import { openResponsesDialect } from '../../open-responses-dialect.js';
import { createResponsesEndpoints } from '../responses-endpoints.js';
import { recordRun } from './record-run.js';
import type { StoredResponse } from './response-store.js';
import { assembleOutput, eventsUntil, isOver, responseAt } from './run-state.js';

const reply = replyOf(
  turnOf(
    'tool-calls',
    reasoningPart(2, 'I', ' think'),
    textPart('a', 'b'),
    refusalPart('N', 'o'),
    callPart('f', '{', '}'),
    customCallPart('g', 'x', 'y'),
  ),
);
const body = { model: 'gpt-5', background: true, reasoning: { summary: 'auto' } };
const endpoints = createResponsesEndpoints(openResponsesDialect, optionsOf());

async function store(cancelledAtMs: number | null = null): Promise<StoredResponse> {
  const exchange = await parseResponse(endpoints, body);
  const run = recordRun(reply, (framing) => exchange.createEncoder(reply, framing), 1000, true);
  return {
    id: 'resp_1',
    input: [],
    previousResponseId: null,
    response: null,
    run: { ...run, cancelledAtMs },
  };
}

describe('a run', () => {
  it('has begun as soon as it is there, and is over when its last event is due', async () => {
    const stored = await store();
    const lastMs = stored.run?.events.at(-1)?.[0] ?? 0;
    expect(responseAt(stored, 1000)).toMatchObject({ status: 'in_progress', output: [], usage: null });
    expect(responseAt(stored, 999 + lastMs).status).toBe('in_progress');
    expect(responseAt(stored, 1000 + lastMs)).toMatchObject({
      status: 'completed',
      output: expect.any(Array) as unknown,
    });
  });

  it('is queued before its first event', async () => {
    expect(responseAt(await store(), 999).status).toBe('queued');
  });

  it('ends as the same reply would end without it', async () => {
    const expected = await answer(endpoints, { ...body, background: false }, reply);
    expect(responseAt(await store(), Infinity)).toEqual({ ...expected, background: true });
  });

  it('stops where it was cancelled', async () => {
    const stored = await store(1650);
    const now = responseAt(stored, Infinity);
    expect(now).toMatchObject({ status: 'cancelled', usage: null });
    expect(now.output).toMatchObject([
      { type: 'reasoning', summary: [{ text: 'I think' }] },
      { type: 'message', status: 'in_progress', content: [{ text: 'a' }] },
    ]);
    expect(eventsUntil(stored.run!, Infinity).every(([atMs]) => atMs <= 650)).toBe(true);
  });
});

describe('assembleOutput', () => {
  it('adds up to the output, and grows with each event', async () => {
    const { run } = await store();
    const events = run!.events;
    const whole = responseAt(await store(), Infinity).output;
    expect(assembleOutput(events)).toEqual(whole);
    let length = 0;
    for (let count = 0; count <= events.length; count += 1) {
      const output = assembleOutput(events.slice(0, count));
      const texts = JSON.stringify(
        output.map((item) => [item['content'], item['summary'], item['arguments'], item['input']]),
      );
      expect(texts.length).toBeGreaterThanOrEqual(length);
      length = texts.length;
      if (count < events.length - 1) for (const item of output) expect(item).toHaveProperty('status');
    }
  });
});

describe('isOver', () => {
  it.each([
    ['queued', false],
    ['in_progress', false],
    ['completed', true],
    ['incomplete', true],
    ['failed', true],
    ['cancelled', true],
  ])('%s: %s', (status, expected) => {
    expect(isOver({ id: 'resp_1', status, output: [] })).toBe(expected);
  });
});
