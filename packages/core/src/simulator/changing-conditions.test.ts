import { createFailureMode } from '../faults/modes/registry.js';
import { createGenerator } from '../generator/generators/registry.js';
import { customLatencyProfile } from '../latency/custom-latency-profile.js';
import { createSimRequest } from '../turn/create-sim-request.js';
import { createSimulator } from './simulator.js';

const request = createSimRequest({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi.' }] });
const generator = createGenerator('fixed', { text: ' one' });

describe('conditions that change over time', () => {
  it('are asked for the model and the time of each request', () => {
    const asked: unknown[] = [];
    const simulator = createSimulator({
      generator,
      latency: (model, atMs) => {
        asked.push([model, atMs]);
        return customLatencyProfile({ timeToFirstToken: atMs < 1000 ? 100 : 900, interTokenLatency: 1 });
      },
    });
    const durationAt = (atMs: number) => {
      const plan = simulator.plan(request, { atMs });
      return plan.type === 'reply' ? plan.timeline.durationMs() : undefined;
    };
    expect([durationAt(0), durationAt(5000)]).toEqual([100, 900]);
    expect(asked).toContainEqual(['gpt-4o', 5000]);
  });

  it('begin and end an incident', () => {
    const simulator = createSimulator({
      generator,
      faults: (atMs) =>
        atMs >= 1000 && atMs < 2000 ? [{ mode: createFailureMode('overloaded'), rate: 1 }] : [],
    });
    const typeAt = (atMs: number) => simulator.plan(request, { atMs }).type;
    expect([999, 1000, 1999, 2000].map(typeAt)).toEqual(['reply', 'failure', 'failure', 'reply']);
  });
});
