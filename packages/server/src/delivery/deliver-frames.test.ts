import { createManualClock } from '@llmsim/core/testing';
import type { ServerResponse } from 'node:http';
import { createBareCall, createLateClock } from '../../fixtures/bare-call.js';
import { deliverFrames } from './deliver-frames.js';
import { HttpClient } from './http-client.js';

/** Delivers two frames that are due at once and after 50 ms, to a client that reads at once or only when it is told. */
function deliver(bare: ReturnType<typeof createBareCall>, isReading: boolean) {
  const drained: (() => void)[] = [];
  const response = {
    on: () => undefined,
    once: (_event: 'drain', listener: () => void) => drained.push(listener),
    off: () => undefined,
    writeHead: () => undefined,
    flushHeaders: () => undefined,
    write: () => isReading,
    end: () => undefined,
    socket: null,
  };
  const frames = [0, 50].map((atMs) => ({ atMs, frame: 'x' }));
  const client = new HttpClient(bare.call, response as unknown as ServerResponse);
  const end = deliverFrames(client, { status: 200, headers: {}, frames });
  return { end, read: () => drained.splice(0).forEach((listener) => listener()) };
}

describe('frames that have their times', () => {
  it('are late where their clock is', async () => {
    const { late, advance } = createLateClock(30);
    const bare = createBareCall(late);
    const { end } = deliver(bare, true);
    advance(1000);
    expect(await end).toEqual({ outcome: 'completed', status: 200 });
    expect(bare.lag()).toMatchObject({ count: 2, max: 30 });
  });

  it('are not late where their reader is', async () => {
    const clock = createManualClock();
    const bare = createBareCall(clock);
    const { end, read } = deliver(bare, false);
    clock.advance(1000);
    read();
    read();
    await end;
    expect(bare.lag()).toMatchObject({ max: 0 });
  });
});
