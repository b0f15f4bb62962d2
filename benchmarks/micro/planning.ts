import {
  createGenerator,
  createSeededRandom,
  createSimRequest,
  createSimulator,
  deriveSeed,
  tokenCounterForModel,
} from '@llmsim/core';
import type { MicroBenchmark } from './micro-benchmark.ts';
import { simulator, tokens } from './sample-exchange.ts';

/** What it costs to decide what is said and when. */
export function planningBenchmarks(): readonly MicroBenchmark[] {
  const request = createSimRequest({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] });
  const toolRequest = createSimRequest({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: 'What is the weather in Vienna?' }],
    tools: [
      {
        type: 'function',
        name: 'get_weather',
        description: 'The weather of a city',
        parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
        strict: false,
      },
    ],
    toolChoice: { mode: 'required' },
  });
  const counter = tokenCounterForModel('gpt-4o');
  const normalDelays = createSimulator({
    generator: createGenerator('lorem', { targetTokens: tokens }),
    seed: 1,
  });
  const iterate = (from: typeof simulator): void => {
    const plan = from.plan(request);
    if (plan.type !== 'reply') throw new Error('The request was not answered.');
    let events = 0;
    for (const { atMs } of plan.timeline) if (atMs >= 0) events += 1;
    if (events < tokens) throw new Error('The timeline is too short.');
  };
  const generators = ['lorem', 'random-words'].map((name) => ({
    name,
    generator: createGenerator(name, { targetTokens: tokens }),
  }));
  return [
    { name: 'plan a reply', unit: 'reply', count: 1, run: () => void simulator.plan(request) },
    { name: 'plan a tool call', unit: 'reply', count: 1, run: () => void simulator.plan(toolRequest) },
    {
      name: 'plan and go through a timeline, constant',
      unit: 'token',
      count: tokens,
      run: () => iterate(simulator),
    },
    {
      name: 'plan and go through a timeline, normal',
      unit: 'token',
      count: tokens,
      run: () => iterate(normalDelays),
    },
    ...generators.map(({ name, generator }, place) => ({
      name: `generate ${tokens} tokens: ${name}`,
      unit: 'token',
      count: tokens,
      run: () =>
        void generator.generate(request, {
          random: createSeededRandom(deriveSeed('benchmark', place)),
          counter,
          targetTokens: undefined,
          turnNumber: undefined,
        }),
    })),
    { name: 'derive a seed', unit: 'seed', count: 1, run: () => void deriveSeed('benchmark', 'Hello', 1) },
  ];
}
