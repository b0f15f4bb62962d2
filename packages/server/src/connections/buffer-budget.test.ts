import { createManualClock } from '@llmsim/core/testing';
import { createBufferBudget } from './buffer-budget.js';

const mebibyte = 1024 * 1024;

function start(limitBytes = 100 * mebibyte) {
  const clock = createManualClock();
  const budget = createBufferBudget(limitBytes, clock);
  const log: string[] = [];
  const open = (name: string) => {
    const share = budget.open(() => log.push(`${name} gives up`));
    const reserve = (bytes: number) => share.reserve(bytes, () => log.push(`${name} goes on`));
    return { share, reserve };
  };
  return { clock, budget, log, open };
}

describe('what all connections may buffer', () => {
  it('is given to who asks while there is room, and then in the order of asking', () => {
    const { budget, log, open } = start();
    const first = open('first');
    expect(first.reserve(60 * mebibyte)).toBe(true);
    expect(open('second').reserve(30 * mebibyte)).toBe(false);
    expect(open('third').reserve(mebibyte)).toBe(false);
    expect(log).toEqual([]);
    first.share.close();
    first.share.close();
    expect(log).toEqual(['second goes on', 'third goes on']);
    expect(budget.usedBytes).toBe(31 * mebibyte);
  });

  it('has a share that only the small may use, so that they do not wait for the large', () => {
    const { open } = start();
    expect(open('large').reserve(75 * mebibyte)).toBe(true);
    expect(open('larger').reserve(mebibyte)).toBe(false);
    expect(open('small').reserve(65_536)).toBe(true);
  });

  it('is enough for one that wants more than all of it', () => {
    const { open } = start();
    expect(open('huge').reserve(101 * mebibyte)).toBe(true);
    expect(open('small').reserve(1)).toBe(false);
  });

  it('is taken from who does not fill it while others wait, after a time that grows with its size', () => {
    const { clock, log, open } = start();
    const idle = open('idle');
    idle.reserve(60 * mebibyte);
    clock.advance(3_600_000);
    open('second').reserve(30 * mebibyte);
    expect(log).toEqual([]);
    clock.advance(250);
    expect(log).toEqual(['idle gives up', 'second goes on']);
    open('third').reserve(60 * mebibyte);
    clock.advance(5500);
    expect(log).toHaveLength(2);
    clock.advance(750);
    expect(log.slice(2)).toEqual(['second gives up', 'third goes on']);
  });

  it('is left to who has filled it', () => {
    const { clock, log, open } = start();
    const full = open('full');
    full.reserve(75 * mebibyte);
    full.share.complete();
    open('second').reserve(mebibyte);
    clock.advance(3_600_000);
    expect(log).toEqual([]);
    full.share.close();
    expect(log).toEqual(['second goes on']);
  });

  it('is not waited for by who has left', () => {
    const { log, open } = start();
    const first = open('first');
    first.reserve(75 * mebibyte);
    const second = open('second');
    second.reserve(75 * mebibyte);
    open('third').reserve(70 * mebibyte);
    second.share.close();
    first.share.close();
    expect(log).toEqual(['third goes on']);
  });
});
