import { createManualClock } from '@llmsim/core/testing';
import { createTrickleWriter } from './trickle-writer.js';

/** Trickles 1,024 bytes each millisecond. */
function trickle() {
  const clock = createManualClock();
  const written: number[] = [];
  let drains = 0;
  const under = {
    prepare: (frames: readonly string[]) => frames,
    send: () => true,
    write: () => true,
    writeParts: (parts: readonly Uint8Array[]) => written.push(...parts.map(({ length }) => length)) > 0,
    end: () => written.push(-1),
    break: () => undefined,
  };
  const count = () => {
    drains += 1;
  };
  const writer = createTrickleWriter(under, { bytes: 1024, everyMs: 1 }, clock, () => false, count);
  return { writer, clock, written, drains: () => drains };
}

const frame = 'x'.repeat(1024);

describe('a writer that trickles', () => {
  it('takes no more than a client would that reads as slowly, and says when it goes on', () => {
    const { writer, clock, written, drains } = trickle();
    let taken = 1;
    while (writer.write(frame) && taken < 1000) taken += 1;
    expect(taken).toBe(17);
    clock.advance(8);
    expect(drains()).toBe(0);
    clock.advance(1);
    expect(drains()).toBe(1);
    expect(writer.write(frame)).toBe(true);
    clock.advance(100);
    expect(drains()).toBe(1);
    expect(written).toEqual(Array.from({ length: 18 }, () => 1024));
  });

  it('ends when all of it is written', () => {
    const { writer, clock, written } = trickle();
    writer.write(frame + frame);
    writer.end([]);
    clock.advance(1);
    expect(written).toEqual([1024]);
    clock.advance(100);
    expect(written).toEqual([1024, 1024, -1]);
  });
});
