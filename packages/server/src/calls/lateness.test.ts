import {
  createFailureMode,
  createGenerator,
  createSimulator,
  latencyProfile,
  type Simulator,
} from '@llmsim/core';
import { createManualClock, type ManualClock } from '@llmsim/core/testing';
import { startTinyServer, type TinyServer } from '../../fixtures/tiny-server.js';

let server: TinyServer;
afterEach(() => server.close());

/** A simulator that is due at once, and takes so long to plan that it is late. */
function slowSimulator(clock: ManualClock, faults: Parameters<typeof createSimulator>[0] = {}): Simulator {
  const simulator = createSimulator({
    seed: 1,
    generator: createGenerator('fixed', { text: ' one two three' }),
    latency: () => latencyProfile('instant'),
    ...faults,
  });
  return {
    ...simulator,
    planInSteps(...given) {
      clock.advance(100);
      return simulator.planInSteps(...given);
    },
  };
}

const timeout = { mode: createFailureMode('timeout', { after_ms: 10 }), rate: 1 };

describe('the verdict on timing', () => {
  it.each([
    ['a whole reply', {}, {}],
    ['a stream', { stream: true }, {}],
    ['a failure after a wait', {}, { faults: [timeout] }],
  ] as const)('sees that %s is late', async (_what, body, options) => {
    const clock = createManualClock();
    server = await startTinyServer({ clock, simulator: slowSimulator(clock, options) });
    await server.say(body).then((response) => response.text());
    const { scheduler } = await server.stats();
    expect(scheduler.lag_ms.max).toBeGreaterThan(80);
    expect(scheduler).toMatchObject({ verdict: 'invalid', worst: { verdict: 'invalid' } });
  });
});
