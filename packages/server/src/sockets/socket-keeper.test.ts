import { createManualClock } from '@llmsim/core/testing';
import { createSocketKeeper } from './socket-keeper.js';

describe('a keeper of sockets', () => {
  const openSocket = (expiresAtMs: number, log: string[], name: string) => ({
    expiresAtMs,
    expire: () => void log.push(`${name} expired`),
    goAway: () => void log.push(`${name} goes away`),
    giveUp: () => void log.push(`${name} gives up`),
  });

  it('notifies each socket once that its time is up', () => {
    const clock = createManualClock();
    const keeper = createSocketKeeper(clock, 1000);
    const log: string[] = [];
    keeper.add(openSocket(5000, log, 'a'));
    clock.advance(2000);
    keeper.add(openSocket(9000, log, 'b'));
    clock.advance(2999);
    expect(log).toEqual([]);
    clock.advance(1001);
    expect(log).toEqual(['a expired']);
    clock.advance(60_000);
    expect(log).toEqual(['a expired', 'b expired']);
  });

  it('sleeps while there is no socket', () => {
    const clock = createManualClock();
    const keeper = createSocketKeeper(clock, 1000);
    const socket = openSocket(5000, [], 'a');
    keeper.add(socket);
    expect(clock.waiting).toBe(1);
    keeper.delete(socket);
    clock.advance(2000);
    expect(clock.waiting).toBe(0);
    keeper.add(socket);
    expect(keeper.size).toBe(1);
    expect(clock.waiting).toBe(1);
  });

  it('lets the socket give up that keeps most, where all keep too much', () => {
    const keeper = createSocketKeeper(createManualClock(), 1000);
    const log: string[] = [];
    const [a, b, c] = ['a', 'b', 'c'].map((name) => openSocket(1, log, name));
    keeper.kept(a!, 300);
    keeper.kept(b!, 500);
    keeper.kept(c!, 200);
    keeper.kept(a!, 100);
    keeper.kept(c!, 400);
    expect(log).toEqual([]);
    keeper.kept(a!, 101);
    expect(log).toEqual(['b gives up']);
    keeper.delete(c!);
    keeper.kept(a!, 1000);
    expect(log).toHaveLength(1);
  });

  it('notifies all that the server goes away', () => {
    const keeper = createSocketKeeper(createManualClock(), 1000);
    const log: string[] = [];
    for (const name of ['a', 'b']) keeper.add(openSocket(1, log, name));
    keeper.goAway();
    expect(log).toEqual(['a goes away', 'b goes away']);
  });
});
