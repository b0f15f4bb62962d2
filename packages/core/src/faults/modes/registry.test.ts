import fc from 'fast-check';
import { createSimRequest } from '../../turn/create-sim-request.js';
import type { PlannedReply } from '../../turn/response-plan.js';
import { timelineOf, type TimedEvent } from '../../turn/timeline.js';
import { createFixedRandom } from '../../testing/fixed-random.js';
import { makeWorse } from '../strike.js';
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
  return makeWorse([mode], reply(), createFixedRandom(0.5));
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
      rateLimit: { scope: 'tokens', limit: 30_000, used: 29_937, retryAfterMs: 20, resetMs: 20 },
    });
    expect(failed('rate-limit', { limit: 20, remaining: 5, reset_ms: 7 }).failure.rateLimit).toMatchObject({
      scope: 'requests',
      limit: 20,
      used: 15,
      requested: 6,
      resetMs: 7,
    });
  });

  it('answers a share of server errors with 503', () => {
    const kinds = (share: number) =>
      [0.1, 0.6].map((draw) => {
        const mode = createFailureMode('server-error', { overloaded_share: share });
        return mode.stage === 'before-turn' && mode.fail(request, createFixedRandom(draw)).failure.kind;
      });
    expect(kinds(0.5)).toEqual(['overloaded', 'server-error']);
    expect(kinds(0)).toEqual(['server-error', 'server-error']);
    expect(kinds(1)).toEqual(['overloaded', 'overloaded']);
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

  it('names all modes that made a reply worse, in order', () => {
    const modes = [
      createFailureMode('stall', { after: 1, ms: 50 }),
      createFailureMode('disconnect', { after: 3 }),
    ];
    const worse = makeWorse(modes, reply(), createFixedRandom(0.5));
    expect(worse).toMatchObject({ ending: 'disconnect', fault: 'stall, disconnect' });
    expect(deltas(worse)).toEqual([
      [100, 'a'],
      [160, 'b'],
      [170, 'c'],
    ]);
  });
});

it('burst is silent, and then sends all that is left at once', () => {
  expect(deltas(applied('burst', { after: 2, ms: 500 }))).toEqual([
    [100, 'a'],
    [110, 'b'],
    [610, 'c'],
    [610, 'd'],
  ]);
});

it('error-first has nothing but an error, when the first token is due', () => {
  expect([...applied('error-first').timeline]).toEqual([
    { atMs: 100, event: { type: 'failure', failure: { kind: 'server-error' } } },
  ]);
});

it('stream-error may go on', () => {
  const events = [...applied('stream-error', { after: 2, then: 'go-on' }).timeline];
  expect(events.map(({ event }) => event.type)).toEqual([
    ...['turn-start', 'part-start', 'part-delta', 'part-delta', 'failure', 'part-delta', 'part-delta'],
    ...['part-end', 'choice-end', 'turn-end'],
  ]);
});

describe('a reply with fewer tokens than a mode waits for', () => {
  const types = ({ timeline }: PlannedReply) => [...timeline].map(({ event }) => event.type);

  it.each(['disconnect', 'reset', 'stall'])('is struck by %s after its last token, and not ended', (name) => {
    const broken = applied(name, { after: 50 });
    expect(deltas(broken)).toHaveLength(4);
    expect(types(broken)).not.toContain('part-end');
    expect(broken.ending).not.toBe('complete');
  });

  it('ends with the error of stream-error after its last token', () => {
    const broken = applied('stream-error', { after: 50 });
    expect(types(broken).slice(-2)).toEqual(['part-delta', 'failure']);
    expect(broken.timeline.durationMs()).toBe(130);
  });

  it('stalls before its end', () => {
    const stalled = applied('stall', { after: 50, ms: 1000 });
    expect(deltas(stalled).map(([atMs]) => atMs)).toEqual([100, 110, 120, 130]);
    expect(stalled.timeline.durationMs()).toBe(1130);
  });

  it('is struck at its end if it shows no tokens at all', () => {
    const events: TimedEvent[] = [
      { atMs: 0, event: { type: 'turn-start' } },
      { atMs: 400, event: { type: 'turn-end', usage } },
    ];
    const empty = { ...reply(), turns: [], timeline: timelineOf(() => events[Symbol.iterator]()) };
    const mode = createFailureMode('stream-error');
    if (mode.stage !== 'during-turn') throw new Error('It comes before the turn.');
    expect([...mode.apply(empty, createFixedRandom(0.5)).timeline].at(-1)).toMatchObject({
      atMs: 400,
      event: { type: 'failure' },
    });
  });
});

describe('frames that a mode damages', () => {
  const encoder = new TextEncoder();
  const frame = encoder.encode('data: {"delta":"hello"}\n\n');
  const text = (parts: readonly Uint8Array[]) => parts.map((part) => new TextDecoder().decode(part));
  const start = (worse: PlannedReply) => {
    const [damage] = worse.damage ?? [];
    if (damage === undefined) throw new Error('Nothing is damaged.');
    return damage();
  };

  it.each(['corrupt-frame', 'split-utf8'])('are that of one token alone with %s', (name) => {
    const damage = start(applied(name, { after: 1 }));
    const isDamaged = [0, 1, 2, 3].map(
      (tokens) =>
        text(damage(frame, { event: 'part-delta', tokens, ownTokens: 1 })).join('|') !== text([frame])[0],
    );
    expect(isDamaged).toEqual([false, true, false, false]);
    expect(damage(frame, { event: 'close', tokens: 4, ownTokens: 1 })).toEqual([frame]);
  });

  it('are those of the last token if there are fewer', () => {
    const damage = start(applied('corrupt-frame', { after: 50 }));
    expect(damage(frame, { event: 'part-delta', tokens: 2, ownTokens: 1 })).toEqual([frame]);
    expect(damage(frame, { event: 'part-delta', tokens: 3, ownTokens: 1 })).not.toEqual([frame]);
  });

  it('are put in the wrong order at the last token if there are fewer', () => {
    const damage = start(applied('reordered-frames', { after: 50 }));
    const end = encoder.encode('data: end\n\n');
    expect(damage(frame, { event: 'part-delta', tokens: 2, ownTokens: 1 })).toEqual([frame]);
    expect(damage(frame, { event: 'part-delta', tokens: 3, ownTokens: 1 })).toEqual([]);
    expect(damage(end, { event: 'choice-end', tokens: 4, ownTokens: 0 })).toEqual([end, frame]);
  });

  it('are damaged anew in each stream', () => {
    const worse = applied('corrupt-frame', { after: 0 });
    const place = { event: 'part-delta', tokens: 0, ownTokens: 1 } as const;
    expect(start(worse)(frame, place)).toEqual(start(worse)(frame, place));
  });

  it('have their JSON cut short with corrupt-frame, and keep their end', () => {
    expect(text(start(applied('corrupt-frame'))(frame, { event: 'whole', tokens: 4, ownTokens: 1 }))).toEqual(
      ['data: {"delta":"h\n\n'],
    );
  });

  it('are never cut inside a character with corrupt-frame', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (content) => {
        const [cut = frame] = start(applied('corrupt-frame'))(encoder.encode(content), {
          event: 'whole',
          tokens: 4,
          ownTokens: 1,
        });
        expect(() => new TextDecoder('utf-8', { fatal: true }).decode(cut)).not.toThrow();
      }),
    );
  });

  it('are cut inside their first character of several bytes with split-utf8', () => {
    const parts = start(applied('split-utf8'))(encoder.encode('{"delta":"天空"}'), {
      event: 'whole',
      tokens: 4,
      ownTokens: 1,
    });
    expect(parts).toHaveLength(2);
    for (const part of parts) {
      expect(() => new TextDecoder('utf-8', { fatal: true }).decode(part)).toThrow();
    }
  });

  it('are in two parts with split-utf8, which together are the frame', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 2 }), (content) => {
        const bytes = encoder.encode(content);
        const parts = start(applied('split-utf8'))(bytes, { event: 'whole', tokens: 4, ownTokens: 1 });
        expect(parts.every(({ length }) => length > 0)).toBe(true);
        expect(parts.flatMap((part) => [...part])).toEqual([...bytes]);
      }),
    );
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

  it.each(failureModes)(
    '$name says what it does, and of each option what it is and what holds without it',
    (mode) => {
      expect(mode.does).toMatch(/^[A-Z].*\.$/);
      for (const { name, what, fallback } of mode.options) {
        expect(mode.summary).toContain(`${name}: ${what} (${fallback})`);
      }
    },
  );

  it('takes numbers that are spelt as text, as headers give them', () => {
    expect(failed('timeout', { after_ms: '250' }).afterMs).toBe(250);
  });
});
