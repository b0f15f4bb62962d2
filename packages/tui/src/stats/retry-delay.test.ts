import { retryDelayMs } from './retry-delay.js';

describe('retryDelayMs', () => {
  it.each([
    [1, 500, 500],
    [2, 500, 1000],
    [3, 500, 2000],
    [4, 500, 4000],
    [5, 500, 5000],
    [1, 200, 200],
    [1_000_000, 200, 5000],
  ])('after %i failures at an interval of %i ms is %i ms', (failures, intervalMs, expected) => {
    expect(retryDelayMs(failures, intervalMs)).toBe(expected);
  });
});
