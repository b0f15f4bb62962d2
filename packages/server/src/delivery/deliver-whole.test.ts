import { createManualClock } from '@llmsim/core/testing';
import type { ServerResponse } from 'node:http';
import { createBareCall, createLateClock } from '../../fixtures/bare-call.js';
import { deliverWhole } from './deliver-whole.js';
import { HttpClient } from './http-client.js';

/** Delivers a reply that is due after 140 ms. */
function deliver(bare: ReturnType<typeof createBareCall>) {
  const leaving: (() => void)[] = [];
  const heads: number[] = [];
  const response = {
    on: (_event: 'close', listener: () => void) => leaving.push(listener),
    writeHead: (status: number) => heads.push(status),
    end: () => undefined,
  };
  const client = new HttpClient(bare.call, response as unknown as ServerResponse);
  bare.call.begin(false);
  bare.call.decided(bare.reply);
  const end = Promise.resolve(
    deliverWhole(client, bare.reply, () => ({ status: 200, headers: {}, body: '{}' })),
  );
  return { heads, end, leave: () => leaving.forEach((listener) => listener()) };
}

describe('a whole reply', () => {
  it('is sent when the last event of a stream would be due', async () => {
    const clock = createManualClock();
    const bare = createBareCall(clock);
    const { heads, end } = deliver(bare);
    clock.advance(139);
    expect(heads).toEqual([]);
    clock.advance(1);
    expect(heads).toEqual([200]);
    expect(await end).toEqual({ outcome: 'completed', status: 200 });
    expect(bare.lag()).toMatchObject({ count: 1, max: 0 });
  });

  it('is late where its clock is, and where it was not made in time', async () => {
    const { late, advance } = createLateClock(60);
    const waiting = createBareCall(late);
    const { end } = deliver(waiting);
    advance(200);
    await end;
    expect(waiting.lag()).toMatchObject({ count: 1, max: 60 });

    const clock = createManualClock();
    clock.advance(200);
    const overdue = createBareCall(clock);
    await deliver(overdue).end;
    expect(overdue.lag()).toMatchObject({ count: 1, max: 60 });
  });

  it('is neither sent nor late where its client has left', async () => {
    const clock = createManualClock();
    const bare = createBareCall(clock);
    const { heads, end, leave } = deliver(bare);
    leave();
    clock.advance(1000);
    expect(await end).toEqual({ outcome: 'cancelled', status: 200 });
    expect(heads).toEqual([]);
    expect(bare.lag()).toMatchObject({ count: 0 });
  });
});
