import { createStatsRecorder } from '@llmsim/core';
import { createManualClock } from '@llmsim/core/testing';
import { createHeartbeat } from './heartbeat.js';

describe('the heartbeat', () => {
  it('beats while it is touched, then rests and leaves nothing scheduled', () => {
    const clock = createManualClock();
    const stats = createStatsRecorder({ startedAtMs: 0 });
    const heartbeat = createHeartbeat(clock, stats);
    const beats = () => stats.snapshot(clock.nowMs()).scheduler.lag_ms.count;
    heartbeat.touch();
    heartbeat.touch();
    expect(clock.waiting).toBe(1);
    clock.advance(100);
    expect(beats()).toBe(1);
    heartbeat.touch();
    clock.advance(100);
    clock.advance(100);
    expect(beats()).toBe(3);
    expect(clock.waiting).toBe(0);
    heartbeat.touch();
    clock.advance(100);
    expect(beats()).toBe(4);
  });
});
