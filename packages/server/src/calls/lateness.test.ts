import {
  createFailureMode,
  createGenerator,
  createSimulator,
  latencyProfile,
  type Simulator,
} from '@llmsim/core';
import { startTinyServer, type TinyServer } from '../../fixtures/tiny-server.js';

let server: TinyServer;
afterEach(() => server.close());

/** Stands still for longer than anything may be late. */
function standStill(): void {
  const until = performance.now() + 100;
  while (performance.now() < until);
}

/** A simulator that is due at once, and takes so long to plan that it is late. */
function slowSimulator(faults: Parameters<typeof createSimulator>[0] = {}): Simulator {
  const simulator = createSimulator({
    seed: 1,
    generator: createGenerator('fixed', { text: ' one two three' }),
    latency: () => latencyProfile('instant'),
    ...faults,
  });
  return {
    ...simulator,
    plan(...given) {
      standStill();
      return simulator.plan(...given);
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
    server = await startTinyServer({ simulator: slowSimulator(options) });
    await server.say(body).then((response) => response.text());
    const { scheduler } = await server.stats();
    expect(scheduler.lag_ms.max).toBeGreaterThan(80);
    expect(scheduler).toMatchObject({ verdict: 'invalid', worst: { verdict: 'invalid' } });
  });
});
