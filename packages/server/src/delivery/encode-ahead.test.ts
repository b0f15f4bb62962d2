import { timelineOf, type StreamEncoder, type TimedEvent } from '@llmsim/core';
import type { FrameWriter } from './frame-writer.js';
import { EncodeAhead, type ReplyItem } from './encode-ahead.js';

const nobody = { known: () => undefined };

const token = (atMs: number, delta: string, tokens = 1): TimedEvent => ({
  atMs,
  event: { type: 'part-delta', choice: 0, part: 0, delta, tokens },
});
const start: TimedEvent = { atMs: 0, event: { type: 'turn-start' } };
const end: TimedEvent = {
  atMs: 90,
  event: { type: 'choice-end', choice: 0, finishReason: 'stop' },
};

/** Takes the events one list after the other, and notes what was encoded by then. */
function emit(...events: TimedEvent[]) {
  return emitEach(true, ...events);
}

function emitEach(isAhead: boolean, ...events: TimedEvent[]) {
  const encoded: string[] = [];
  const encoder: StreamEncoder = {
    encode(event) {
      if (event.type !== 'part-delta') throw new Error(`${event.type} was encoded ahead of time.`);
      encoded.push(event.delta);
      return event.delta === 'hidden' ? [] : [`<${event.delta}>`];
    },
    close: () => [],
  };
  const writer = { prepare: (frames: readonly string[]) => frames.map((frame) => `${frame}!`) };
  const program = new EncodeAhead(
    timelineOf(() => events[Symbol.iterator]()),
    encoder,
    writer as unknown as FrameWriter,
    isAhead,
  );
  const lists: [ReplyItem, number][][] = [];
  const tokens: number[] = [];
  const items: ReplyItem[] = [];
  const dueMs: number[] = [];
  for (
    let count = program.next(items, dueMs, nobody);
    count > 0;
    count = program.next(items, dueMs, nobody)
  ) {
    lists.push(items.slice(0, count).map((item, index) => [item, dueMs[index]!]));
    for (const item of items.slice(0, count)) if (typeof item === 'string') tokens.push(program.takeTokens());
  }
  return { lists, encoded, tokens };
}

describe('encoding ahead', () => {
  it('gives tokens with their frames and their times, some at once, and other events one by one as they are', () => {
    const { lists } = emit(start, token(10, 'a'), token(20, 'b'), end);
    expect(lists).toEqual([
      [[start, 0]],
      [
        ['<a>!', 10],
        ['<b>!', 20],
      ],
      [[end, 90]],
    ]);
  });

  it('encodes eight tokens ahead at most, in their order', () => {
    const names = Array.from({ length: 19 }, (_, index) => String(index));
    const { lists, encoded } = emit(...names.map((name, index) => token(index, name)));
    expect(lists.map((list) => list.length)).toEqual([8, 8, 3]);
    expect(lists.flat().map(([item]) => item)).toEqual(names.map((name) => `<${name}>!`));
    expect(encoded).toEqual(names);
  });

  it('encodes chunks of several tokens ahead as well, and knows how many each has', () => {
    const sizes = [1, 1, 3, 1, 1, 2, 7, 1, 4, 1, 1];
    const { lists, tokens } = emit(start, ...sizes.map((size, index) => token(index, 'x', size)), end);
    expect(lists.map((list) => list.length)).toEqual([1, 8, 3, 1]);
    expect(tokens).toEqual(sizes);
    expect(emit(token(1, 'a'), token(2, 'b')).tokens).toEqual([1, 1]);
  });

  it('leaves tokens whose frames are to be damaged to whoever sends them', () => {
    const tokens = [token(10, 'a'), token(20, 'b')];
    const { lists, encoded } = emitEach(false, ...tokens);
    expect(lists).toEqual(tokens.map((timed) => [[timed, timed.atMs]]));
    expect(encoded).toEqual([]);
  });

  it('gives tokens that are not shown, too: they take their time', () => {
    const { lists } = emit(token(10, 'hidden'), token(20, 'b'));
    expect(lists).toEqual([
      [
        ['!', 10],
        ['<b>!', 20],
      ],
    ]);
  });

  it('ends the timeline with the play', () => {
    let isOver = false;
    function* events(): Generator<TimedEvent> {
      try {
        yield token(10, 'a');
      } finally {
        isOver = true;
      }
    }
    const encoder: StreamEncoder = { encode: () => ['a'], close: () => [] };
    const writer = { prepare: () => ['a'] };
    const program = new EncodeAhead(timelineOf(events), encoder, writer as unknown as FrameWriter, true);
    // The timeline is suspended at its event only if that is not its last.
    program.next([], [], nobody);
    program.end();
    expect(isOver).toBe(true);
  });
});
