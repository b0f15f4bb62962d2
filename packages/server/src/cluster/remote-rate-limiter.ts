import type {
  Admission,
  LimitedUse,
  LimitsSnapshot,
  RateLimiter,
  RemainingLimits,
} from '../limits/rate-limiter.js';
import type { IpcCaller, IpcHandlers } from './ipc.js';

/** A rate limiter that another process keeps, for all of them together. Times are that process's own. */
export function createRemoteRateLimiter(primary: IpcCaller): RateLimiter {
  return {
    admit: async (use) => (await primary.call('limits.admit', use)) as Admission,
    remaining: async (who) => (await primary.call('limits.remaining', who)) as RemainingLimits,
    correct(use) {
      // Nobody waits for this, and a primary that is gone ends this process anyway.
      primary.call('limits.correct', use).catch(() => undefined);
    },
    snapshot: async () => (await primary.call('limits.snapshot')) as LimitsSnapshot,
  };
}

/**
 * What the process that keeps the limits answers to the others.
 * @param current - the limiter that counts at the moment; `undefined`: nothing is limited any more
 */
export function shareRateLimiter(current: () => RateLimiter | undefined, nowMs: () => number): IpcHandlers {
  return {
    'limits.admit': (use: LimitedUse): Admission | Promise<Admission> =>
      current()?.admit(use, nowMs()) ?? { remaining: {} },
    'limits.remaining': (who: LimitedUse) => current()?.remaining(who, nowMs()) ?? {},
    'limits.correct': (use: LimitedUse) => current()?.correct(use, nowMs()),
    'limits.snapshot': () =>
      current()?.snapshot(nowMs()) ?? {
        tracked: 0,
        refused: { requests: 0, tokens: 0, input_tokens: 0, output_tokens: 0 },
        latest: [],
      },
  };
}
