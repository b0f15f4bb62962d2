import { createFailureMode } from '../faults/modes/registry.js';
import { createGenerator } from '../generator/generators/registry.js';
import { deriveSeed } from '../random/seeded-random.js';
import { createSimulator, type Simulator, type SimulatorOptions } from '../simulator/simulator.js';
import { createSimRequest } from '../turn/create-sim-request.js';
import { createAttemptTable } from './attempt-table.js';
import { createSimulatorMemory } from './simulator-memory.js';

const request = createSimRequest({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] });

function ask(simulator: Simulator, seed?: number) {
  const plan = simulator.plan(request, { seed });
  if (plan.type !== 'reply') throw new Error(`planned a failure: ${plan.fault}`);
  const text = plan.turns.map(({ parts }) => parts.flatMap(({ pieces }) => pieces).join('')).join('|');
  return { text, ids: plan.idSeed, durationMs: plan.timeline.durationMs() };
}

describe('a memory that is passed on to the next simulator', () => {
  it('lets a sequence go on where it was', () => {
    const memory = createSimulatorMemory();
    const reload = () => createSimulator({ memory, generator: createGenerator('sequence:A|B|C') });
    const before = reload();
    const said = [ask(before).text, ask(before).text, ask(reload()).text];
    expect(said).toEqual(['A', 'B', 'C']);
  });

  it('keeps replies the same without a seed', () => {
    const memory = createSimulatorMemory();
    expect(ask(createSimulator({ memory })).text).toBe(ask(createSimulator({ memory })).text);
    expect(ask(createSimulator()).text).not.toBe(ask(createSimulator()).text);
  });

  it('goes on with the numbers of attempts, so that no id comes twice', () => {
    const memory = createSimulatorMemory();
    const runs = [createSimulator({ seed: 1 }), createSimulator({ seed: 1, memory })];
    const again = createSimulator({ seed: 1, memory });
    const [alone, first] = runs.map((simulator) => ask(simulator).ids);
    expect(first).toEqual(alone);
    expect(ask(again).ids).not.toEqual(first);
  });

  it('goes on with the prompt cache', () => {
    const long = createSimRequest({
      model: 'gpt-4o',
      messages: [{ role: 'user', content: 'word '.repeat(3000) }],
      cacheRule: { breakpoints: 'automatic', fewestTokens: 1024, tokensInStep: 128 },
    });
    const memory = createSimulatorMemory();
    const cached = (options: SimulatorOptions) => {
      const plan = createSimulator(options).plan(long);
      return plan.type === 'reply' ? plan.usage.cachedInputTokens : undefined;
    };
    expect(cached({ memory })).toBe(0);
    expect(cached({ memory })).toBeGreaterThan(1024);
    expect(cached({})).toBe(0);
  });
});

describe('the number of an attempt', () => {
  it('belongs to a seed and a request: what is asked under other seeds changes nothing', () => {
    const alone = createSimulator({ seed: 1 });
    const expected = [ask(alone, 7), ask(alone, 7)];
    const shared = createSimulator({ seed: 1 });
    const first = ask(shared, 7);
    for (const other of [1, 2, 3, 1]) ask(shared, other);
    expect([first, ask(shared, 7)]).toEqual(expected);
  });

  it('decides about faults in the same way', () => {
    const faults = [{ mode: createFailureMode('overloaded'), rate: 0.5 }];
    const outcomesOf = (simulator: Simulator, strangers: number) =>
      Array.from({ length: 20 }, () => {
        for (let seed = 0; seed < strangers; seed += 1) simulator.plan(request, { seed });
        return simulator.plan(request, { seed: 'mine' }).fault;
      });
    const expected = outcomesOf(createSimulator({ faults }), 0);
    expect(outcomesOf(createSimulator({ faults }), 2)).toEqual(expected);
    expect(new Set(expected).size).toBe(2);
  });

  it('is forgotten for the request that was not made for the longest time', () => {
    const attempts = createAttemptTable(2);
    const next = (name: string) => attempts.next(deriveSeed(1), deriveSeed(name));
    expect([next('a'), next('b'), next('a'), next('c'), next('a'), next('b')]).toEqual([0, 0, 1, 0, 2, 0]);
  });
});
