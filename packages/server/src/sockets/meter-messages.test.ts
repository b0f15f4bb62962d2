import { createManualClock } from '@llmsim/core/testing';
import { Socket } from 'node:net';
import { createBufferBudget } from '../connections/buffer-budget.js';
import { meterMessages } from './meter-messages.js';

const clock = createManualClock();
const buffers = createBufferBudget(1_000_000, clock);
const meterOf = () => {
  const socket = new Socket();
  const changes: string[] = [];
  const meter = meterMessages(
    socket,
    buffers,
    () => changes.push('changed'),
    () => changes.push('given up'),
  );
  return { meter, changes, receive: (bytes: number) => socket.emit('data', Buffer.alloc(bytes)) };
};

describe('what messages take of the buffers', () => {
  it('is nothing while they are short', () => {
    const { meter, receive } = meterOf();
    for (let sent = 0; sent < 100; sent += 1) {
      receive(60_000);
      meter.completed();
    }
    expect(buffers.usedBytes).toBe(0);
  });

  it('is held while they are unfinished and until they are understood', () => {
    const { meter, receive } = meterOf();
    for (let sent = 0; sent < 5; sent += 1) receive(60_000);
    expect(buffers.usedBytes).toBeGreaterThanOrEqual(300_000);
    const release = meter.completed();
    expect(buffers.usedBytes).toBeGreaterThanOrEqual(300_000);
    release?.();
    expect(buffers.usedBytes).toBe(0);
  });

  it('waits for room while others hold it, and goes on when they leave', () => {
    const [first, second] = [meterOf(), meterOf()];
    first.receive(700_000);
    second.receive(400_000);
    expect(second.meter.isWaiting).toBe(true);
    first.meter.close();
    expect(second.meter.isWaiting).toBe(false);
    expect(second.changes).toEqual(['changed', 'changed']);
    second.meter.close();
    expect(buffers.usedBytes).toBe(0);
  });

  it('is nothing any more once it was given up for others, whatever still comes', () => {
    const [first, second] = [meterOf(), meterOf()];
    first.receive(700_000);
    second.receive(400_000);
    clock.advance(60_000);
    expect(first.changes).toEqual(['given up']);
    second.meter.close();
    for (let sent = 0; sent < 10; sent += 1) first.receive(700_000);
    expect(buffers.usedBytes).toBe(0);
  });
});
