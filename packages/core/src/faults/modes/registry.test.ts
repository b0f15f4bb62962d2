import { createSimRequest } from '../../turn/create-sim-request.js';
import type { PlannedReply } from '../../turn/response-plan.js';
import { timelineOf, type TimedEvent } from '../../turn/timeline.js';
import { createFixedRandom } from '../../testing/fixed-random.js';
import { createFailureMode, failureModes } from './registry.js';

const request = createSimRequest({ model: 'gpt-5', messages: [] });
const usage = {
  inputTokens: 1,
  cachedInputTokens: 0,
  outputTokens: 4,
  reasoningTokens: 0,
  acceptedPredictionTokens: 0,
  rejectedPredictionTokens: 0,
};
const pieces = ['a', 'b', 'c', 'd'];
const content = { type: 'text', pieces } as const;

/** A reply of four tokens, 10 ms apart, the first after 100 ms. */
function reply(): PlannedReply {
  const events: TimedEvent[] = [
    { atMs: 0, event: { type: 'turn-start' } },
    { atMs: 100, event: { type: 'part-start', choice: 0, part: 0, content } },
    ...pieces.map((delta, index): TimedEvent => ({
      atMs: 100 + 10 * index,
      event: { type: 'part-delta', choice: 0, part: 0, delta, tokens: 1 },
    })),
    { atMs: 130, event: { type: 'part-end', choice: 0, part: 0 } },
    { atMs: 130, event: { type: 'choice-end', choice: 0, finishReason: 'stop' } },
    { atMs: 130, event: { type: 'turn-end', usage } },
  ];
  return {
    type: 'reply',
    turns: [{ parts: [content], finishReason: 'stop' }],
    usage,
    timeline: timelineOf(() => events[Symbol.iterator]()),
    ending: 'complete',
    idSeed: [1, 2, 3, 4],
    fault: undefined,
  };
}

function applied(name: string, options?: unknown): PlannedReply {
  const mode = createFailureMode(name, options);
  if (mode.stage !== 'during-turn') throw new Error(`${name} comes before the turn`);
  return mode.apply(reply(), createFixedRandom(0.5));
}

function failed(name: string, options?: unknown) {
  const mode = createFailureMode(name, options);
  if (mode.stage !== 'before-turn') throw new Error(`${name} comes during the turn`);
  return mode.fail(request, createFixedRandom(0.5));
}

function deltas({ timeline }: PlannedReply): [number, string][] {
  return [...timeline].flatMap(({ atMs, event }) =>
    event.type === 'part-delta' ? [[atMs, event.delta]] : [],
  );
}

describe('failure modes before the turn', () => {
  it.each([
    ['rate-limit', 'rate-limit'],
    ['quota', 'quota'],
    ['server-error', 'server-error'],
    ['overloaded', 'overloaded'],
    ['timeout', 'timeout'],
    ['invalid-request', 'invalid-request'],
    ['authentication', 'authentication'],
  ])('%s plans a failure of kind %s and names itself', (name, kind) => {
    expect(failed(name)).toMatchObject({ type: 'failure', fault: name, failure: { kind, model: 'gpt-5' } });
  });

  it('waits before a timeout, and not before the others', () => {
    expect(failed('timeout').afterMs).toBe(30_000);
    expect(failed('timeout', { after_ms: 250 }).afterMs).toBe(250);
    expect(failed('server-error').afterMs).toBe(0);
  });

  it('says of a rate limit which one it was and when to try again', () => {
    expect(failed('rate-limit', { scope: 'tokens', retry_after_ms: 20 }).failure).toMatchObject({
      retryAfterMs: 20,
      rateLimit: { scope: 'tokens', retryAfterMs: 20 },
    });
  });
});

describe('failure modes during the turn', () => {
  it.each([
    ['disconnect', 'disconnect'],
    ['reset', 'reset'],
  ])('%s ends the connection after so many tokens', (name, ending) => {
    const broken = applied(name, { after: 2 });
    expect(deltas(broken)).toEqual([
      [100, 'a'],
      [110, 'b'],
    ]);
    expect(broken).toMatchObject({ ending, fault: name });
  });

  it('stalls for a time, and everything after it is that much later', () => {
    const stalled = applied('stall', { after: 2, ms: 5000 });
    expect(deltas(stalled).map(([atMs]) => atMs)).toEqual([100, 110, 5120, 5130]);
    expect(stalled.timeline.durationMs()).toBe(5130);
    expect(stalled.ending).toBe('complete');
  });

  it('stalls for ever if no time is given', () => {
    const stalled = applied('stall', { after: 3 });
    expect(deltas(stalled)).toHaveLength(3);
    expect(stalled.ending).toBe('hang');
  });

  it('ends a stream with an error event right after the last token before it', () => {
    const events = [...applied('stream-error', { after: 1, kind: 'overloaded' }).timeline];
    expect(events.at(-1)).toEqual({ atMs: 100, event: { type: 'failure', failure: { kind: 'overloaded' } } });
    expect(events.filter(({ event }) => event.type === 'turn-end')).toEqual([]);
  });

  it.each(['corrupt-frame', 'split-utf8'])('%s marks the frames of one token', (name) => {
    const marked = [...applied(name, { after: 1 }).timeline].filter(
      ({ frameFault }) => frameFault !== undefined,
    );
    expect(marked).toMatchObject([{ frameFault: name, event: { delta: 'b' } }]);
  });

  it('leaves a reply that is shorter than that complete', () => {
    expect(deltas(applied('disconnect', { after: 50 }))).toHaveLength(4);
  });
});

describe('the registry', () => {
  it.each(failureModes.map(({ name }) => name))('%s takes no option that it does not know', (name) => {
    expect(() => createFailureMode(name, { nonsense: 1 })).toThrow(/Unknown option "nonsense"/);
  });

  it('lists the names for an unknown one', () => {
    expect(() => createFailureMode('explode')).toThrow(/no failure mode "explode".*rate-limit, quota/);
  });

  it('refuses an option of the wrong kind with what was found', () => {
    expect(() => createFailureMode('stall', { ms: 'soon' })).toThrow(
      'Option "ms" of failure mode "stall" must be a number of at least 0; found "soon".',
    );
  });

  it('takes numbers that are spelt as text, as headers give them', () => {
    expect(failed('timeout', { after_ms: '250' }).afterMs).toBe(250);
  });
});
