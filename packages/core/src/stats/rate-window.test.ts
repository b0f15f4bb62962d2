import fc from 'fast-check';
import { createRateWindow } from './rate-window.js';

describe('a rate window', () => {
  it('adds up what happened, until it is 60 s old', () => {
    const window = createRateWindow(0);
    window.add(2, 500);
    window.add(3, 1500);
    expect(window.total(1500)).toBe(5);
    expect(window.total(59_999)).toBe(5);
    expect(window.total(61_000)).toBe(3);
    expect(window.total(62_000)).toBe(0);
  });

  it('lets the oldest second go bit by bit', () => {
    const window = createRateWindow(0);
    window.add(8, 0);
    expect([60_000, 60_250, 60_500, 60_750, 61_000].map((atMs) => window.total(atMs))).toEqual([
      8, 6, 4, 2, 0,
    ]);
  });

  it('forgets everything over a long silence', () => {
    const window = createRateWindow(0);
    window.add(8, 100);
    window.add(1, 3_600_000);
    expect(window.total(3_600_000)).toBe(1);
  });

  it('works from any origin of time', () => {
    const window = createRateWindow(-5_000_500.25);
    window.add(1, -5_000_400);
    window.add(1, -4_999_400);
    expect(window.total(-4_999_000)).toBe(2);
    expect(window.total(-4_930_000)).toBe(0);
  });

  it('counts a time slightly before the newest one as new', () => {
    const window = createRateWindow(0);
    window.add(1, 10_001);
    window.add(1, 9_999);
    expect(window.total(10_001)).toBe(2);
  });

  it('is off by no more than what happened in one second', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 200 }), (gaps) => {
        const window = createRateWindow(0);
        const times: number[] = [];
        let atMs = 0;
        for (const gap of gaps) {
          atMs += gap;
          times.push(atMs);
          window.add(1, atMs);
        }
        const within = (fromMs: number) => times.filter((time) => time > atMs - fromMs).length;
        expect(window.total(atMs)).toBeGreaterThanOrEqual(within(59_000));
        expect(window.total(atMs)).toBeLessThanOrEqual(within(61_001));
      }),
    );
  });
});
