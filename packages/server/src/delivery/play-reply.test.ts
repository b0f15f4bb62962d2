import type { StreamEncoder } from '@llmsim/core';
import { createManualClock } from '@llmsim/core/testing';
import { createBareCall, createLateClock } from '../../fixtures/bare-call.js';
import type { CallEnd } from '../calls/call.js';
import type { FrameWriter } from './frame-writer.js';
import { playReply } from './play-reply.js';

const encoder: StreamEncoder = {
  encode: (event) => (event.type === 'part-delta' ? [event.delta] : []),
  close: () => [],
};

/** Plays a reply of five tokens to a client that can take so many before it has to read. */
function play(bare: ReturnType<typeof createBareCall>, room: number) {
  const sent: string[] = [];
  const ends: CallEnd[] = [];
  let drained: () => void = () => undefined;
  const send = (frame: string | Uint8Array) => {
    if (frame.length > 0) sent.push(String(frame));
    return sent.length !== room;
  };
  const writer: FrameWriter = {
    prepare: (frames) => frames,
    send,
    write: send,
    writeParts: () => true,
    end: () => undefined,
    break: () => undefined,
  };
  const createWriter = (onDrain: () => void) => {
    drained = onDrain;
    return writer;
  };
  playReply(bare.call, bare.reply, encoder, createWriter, (end) => ends.push(end));
  return { sent, ends, read: () => drained() };
}

describe('a reply that is played', () => {
  it('is late where its clock is', () => {
    const { late, advance } = createLateClock(7);
    const bare = createBareCall(late);
    const { ends } = play(bare, Infinity);
    advance(1000);
    expect(ends).toEqual([{ outcome: 'completed', status: 200 }]);
    expect(bare.lag()).toMatchObject({ max: 7 });
  });

  it('is not late where its client was, and again where it is itself', () => {
    const clock = createManualClock();
    const bare = createBareCall(clock);
    const { sent, ends, read } = play(bare, 2);
    clock.advance(5000);
    expect(sent).toHaveLength(2);
    read();
    expect(sent).toHaveLength(5);
    expect(ends).toHaveLength(1);
    expect(bare.lag()).toMatchObject({ max: 0 });
    expect(bare.lag().count).toBeGreaterThan(0);
  });
});
