import { Socket } from 'node:net';
import { createManualClock } from '@llmsim/core/testing';
import { createArrivals } from './arrivals.js';

function start() {
  const clock = createManualClock();
  const waiting: (() => void)[] = [];
  const arrivals = createArrivals(clock, (callback) => waiting.push(callback));
  const endTurn = () => {
    for (const callback of waiting.splice(0)) callback();
  };
  return { clock, arrivals, endTurn, waiting };
}

describe('arrivals', () => {
  it('date a request that is read in the turn after its connection was accepted back to that', () => {
    const { clock, arrivals, endTurn } = start();
    const socket = new Socket();
    clock.advance(10);
    arrivals.accepted(socket);
    endTurn();
    clock.advance(3);
    expect(arrivals.take(socket)).toBe(10);
  });

  it('know nothing of a request that comes later', () => {
    const { arrivals, endTurn } = start();
    const socket = new Socket();
    arrivals.accepted(socket);
    endTurn();
    endTurn();
    expect(arrivals.take(socket)).toBeUndefined();
  });

  it('know nothing of the second request of a connection, nor of an unknown connection', () => {
    const { arrivals, endTurn } = start();
    const socket = new Socket();
    arrivals.accepted(socket);
    endTurn();
    arrivals.take(socket);
    expect(arrivals.take(socket)).toBeUndefined();
    expect(arrivals.take(new Socket())).toBeUndefined();
  });

  it('distinguishes connections of different turns, and wait for nothing once all are old', () => {
    const { clock, arrivals, endTurn, waiting } = start();
    const [first, second] = [new Socket(), new Socket()];
    arrivals.accepted(first);
    endTurn();
    clock.advance(1);
    arrivals.accepted(second);
    endTurn();
    expect(arrivals.take(first)).toBeUndefined();
    expect(arrivals.take(second)).toBe(1);
    endTurn();
    expect(waiting).toEqual([]);
    arrivals.accepted(first);
    endTurn();
    expect(arrivals.take(first)).toBe(1);
  });
});
