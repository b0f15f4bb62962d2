import { createGenerator } from '../generator/generators/registry.js';
import type { Steps } from '../steps/steps.js';
import { createSimRequest, type SimRequestInput } from '../turn/create-sim-request.js';
import type { RequestControls } from './request-controls.js';
import { createSimulator, type SimulatorOptions } from './simulator.js';

const longText = ' word'.repeat(100_000);
const ask = (fields: Partial<SimRequestInput>, content = 'Hi'): SimRequestInput => ({
  model: 'gpt-4o',
  messages: [{ role: 'user', content }],
  ...fields,
});
const schema = (properties: number) => {
  const names = Array.from({ length: properties }, (_, index) => `p${index}`);
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
    required: names,
  };
};

function count<T>(steps: Steps<T>): { readonly taken: number; readonly result: T } {
  for (let taken = 0; ; taken += 1) {
    const { done, value } = steps.next();
    if (done === true) return { taken, result: value };
  }
}

describe('a plan in steps', () => {
  it.each<[string, SimRequestInput, number, RequestControls, SimulatorOptions]>([
    ['many choices', ask({ choices: 128 }), 40, { targetTokens: 1000 }, {}],
    ['many small choices', ask({ choices: 128 }), 3, { targetTokens: 1 }, {}],
    ['a long reply', ask({ model: 'gpt-5' }), 20, { targetTokens: 100_000 }, {}],
    ['numbers', ask({}), 2, { targetTokens: 16_000 }, { generator: createGenerator('count') }],
    ['a prompt that is said again', ask({}, longText), 10, {}, { generator: createGenerator('echo') }],
    ['a long prediction', ask({ prediction: ' other'.repeat(100_000) }), 10, {}, {}],
    [
      'JSON of many values',
      ask({ outputFormat: { type: 'json-schema', name: 'x', strict: false, schema: schema(3000) } }),
      4,
      {},
      {},
    ],
    [
      'calls of many tools',
      ask(
        {
          tools: Array.from({ length: 20 }, (_, index) => ({
            type: 'function' as const,
            name: `f${index}`,
            parameters: schema(300),
            strict: false,
          })),
          toolChoice: { mode: 'required' },
        },
        'Call f0 f1 f2 f3 f4 f5 f6 f7 f8 f9',
      ),
      0,
      {},
      {},
    ],
    [
      'a text that ends with a stop sequence',
      ask({ stop: ['9999'] }, ' word'.repeat(20_000) + ' 9999'),
      1,
      {},
      { generator: createGenerator('echo') },
    ],
  ])('of %s takes many, and is the plan that is made at once', (_what, fields, least, controls, options) => {
    const request = createSimRequest(fields);
    const plan = () => createSimulator({ seed: 1, ...options });
    const { taken, result } = count(plan().planInSteps(request, controls));
    expect(taken).toBeGreaterThanOrEqual(least);
    expect(JSON.stringify(result)).toBe(JSON.stringify(plan().plan(request, controls)));
  });

  it('looks a long prompt up in the cache in steps', () => {
    const request = createSimRequest({
      ...ask({}, longText),
      cacheRule: { breakpoints: 'automatic', fewestTokens: 1024, tokensInStep: 128 },
    });
    const simulator = createSimulator({ seed: 1 });
    const prepared = { inputTokens: 100_000, identity: [1, 2, 3, 4] as const };
    const first = count(simulator.planInSteps(request, { prepared }));
    expect(first.taken).toBeGreaterThanOrEqual(3);
    expect(count(simulator.planInSteps(request, { prepared })).result).toMatchObject({
      usage: { cachedInputTokens: 99_968 },
    });
  });

  it('is there after its first step for a usual request', () => {
    expect(count(createSimulator({ seed: 1 }).planInSteps(createSimRequest(ask({})))).taken).toBe(0);
  });

  it('finds out in steps how long a long reply takes', () => {
    const request = createSimRequest(ask({ choices: 20 }));
    const plan = createSimulator({ seed: 1 }).plan(request, { targetTokens: 5000 });
    if (plan.type !== 'reply') throw new Error('It failed.');
    const again = createSimulator({ seed: 1 }).plan(request, { targetTokens: 5000 });
    const steps = plan.timeline.measureInSteps?.();
    expect(steps === undefined ? 0 : count(steps).taken).toBeGreaterThanOrEqual(20);
    expect(plan.timeline.durationMs()).toBe(again.type === 'reply' ? again.timeline.durationMs() : NaN);
  });
});
