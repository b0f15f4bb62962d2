import { createFailureMode } from '../faults/modes/registry.js';
import { createGenerator } from '../generator/generators/registry.js';
import { latencyProfile } from '../latency/latency-profiles.js';
import { customLatencyProfile } from '../latency/custom-latency-profile.js';
import { createManualClock } from '../testing/manual-clock.js';
import { createSimRequest } from '../turn/create-sim-request.js';
import { simulate, type PlayedEvent, type SimulateOptions } from './simulate.js';
import { createSimulator } from './simulator.js';

const request = createSimRequest({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }] });
const simulator = createSimulator({ generator: createGenerator('fixed:one two') });
const latency = customLatencyProfile({ timeToFirstToken: 100, interTokenLatency: 10 });

async function collect(options: SimulateOptions): Promise<PlayedEvent[]> {
  const events: PlayedEvent[] = [];
  for await (const event of simulate(request, { simulator, ...options })) events.push(event);
  return events;
}

/** Lets everything happen that waits for nothing but a turn of the event loop. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

describe('simulating for a library', () => {
  it('gives the events when they are due, with intended and actual time', async () => {
    const clock = createManualClock();
    const events: PlayedEvent[] = [];
    const reading = (async () => {
      for await (const event of simulate(request, { simulator, clock, latency })) events.push(event);
    })();
    await settle();
    expect(events.map(({ type }) => type)).toEqual(['turn-start']);
    clock.advance(105);
    await settle();
    expect(events.at(-1)).toMatchObject({ type: 'part-delta', delta: 'one', dueMs: 100, actualMs: 100 });
    clock.advance(5);
    await reading;
    expect(events.at(-1)).toMatchObject({ type: 'turn-end', dueMs: 110 });
  });

  it('gives a failure as an event, after its time', async () => {
    const clock = createManualClock();
    const collecting = collect({
      clock,
      faults: [{ mode: createFailureMode('timeout', { after_ms: 5000 }), rate: 1 }],
    });
    await settle();
    clock.advance(5000);
    expect(await collecting).toMatchObject([
      { type: 'failure', failure: { kind: 'timeout' }, actualMs: 5000 },
    ]);
  });

  it('throws where a connection would have been broken', async () => {
    const faults = [{ mode: createFailureMode('disconnect', { after: 1 }), rate: 1 }];
    await expect(collect({ latency: latencyProfile('instant'), faults })).rejects.toMatchObject({
      code: 'LLMSIM_DISCONNECTED',
    });
  });

  it('ends with the reason of an aborted signal, in the middle or before the start', async () => {
    const clock = createManualClock();
    const controller = new AbortController();
    const collecting = collect({ clock, latency, signal: controller.signal });
    await settle();
    controller.abort(new Error('enough'));
    await expect(collecting).rejects.toThrow('enough');
    await expect(collect({ clock, latency, signal: controller.signal })).rejects.toThrow('enough');
  });

  it('leaves nothing scheduled that would say anything after its reader left', async () => {
    const clock = createManualClock();
    for await (const event of simulate(request, { simulator, clock, latency })) {
      expect(event.type).toBe('turn-start');
      break;
    }
    clock.advance(1000);
    expect(clock.waiting).toBe(0);
  });
});
