import fc from 'fast-check';
import { createFailureMode } from '../faults/modes/registry.js';
import { isRequestError } from '../errors/request-error.js';
import { createGenerator } from '../generator/generators/registry.js';
import { uniform } from '../latency/distributions/uniform.js';
import { latencyProfile } from '../latency/latency-profiles.js';
import { profileForModel } from '../latency/profile-for-model.js';
import { countTokens } from '../tokens/count-tokens.js';
import { createSimRequest, type SimRequestInput } from '../turn/create-sim-request.js';
import type { PlannedReply } from '../turn/response-plan.js';
import type { RequestControls } from './request-controls.js';
import { createSimulator, type Simulator, type SimulatorOptions } from './simulator.js';

const instant = () => latencyProfile('instant');

function ask(overrides: Partial<SimRequestInput> = {}) {
  return createSimRequest({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }], ...overrides });
}

function reply(simulator: Simulator, request = ask(), controls?: RequestControls): PlannedReply {
  const plan = simulator.plan(request, controls);
  if (plan.type !== 'reply') throw new Error(`planned a failure: ${plan.fault}`);
  return plan;
}

/** What is said, choice by choice and part by part. */
function said({ turns }: PlannedReply): string[][] {
  return turns.map(({ parts }) => parts.map((part) => `${part.type}:${part.pieces.join('')}`));
}

function text(plan: PlannedReply): string {
  return (
    plan.turns[0]?.parts.map((part) => (part.type === 'text' ? part.pieces.join('') : '')).join('') ?? ''
  );
}

describe('variety', () => {
  const lengths = createGenerator('lorem');
  const textsOf = (options: SimulatorOptions, request = ask(), controls?: RequestControls) => {
    const simulator = createSimulator({ generator: lengths, latency: instant, ...options });
    return Array.from({ length: 5 }, () => text(reply(simulator, request, controls)));
  };
  const distinct = (texts: readonly string[]) => new Set(texts).size;

  it('answers the same request otherwise each time without a seed, as a real model does', () => {
    expect(distinct(textsOf({ vary: 'auto' }))).toBe(5);
    expect(distinct(textsOf({ vary: 'auto' }, ask({ temperature: 0.7 })))).toBe(5);
  });

  it.each<[string, SimulatorOptions, Partial<SimRequestInput>, RequestControls]>([
    ['the simulator has a seed', { vary: 'auto', seed: 1 }, {}, {}],
    ['the request has a seed', { vary: 'auto' }, { seed: 7 }, {}],
    ['the header has a seed', { vary: 'auto' }, {}, { seed: 7 }],
    ['the temperature is 0', { vary: 'auto' }, { temperature: 0 }, {}],
    ['it was asked never to vary', { vary: 'never' }, {}, {}],
    ['nobody asked it to', {}, {}, {}],
  ])('answers the same where %s', (_name, options, request, controls) => {
    expect(distinct(textsOf(options, ask(request), controls))).toBe(1);
  });

  it('can vary under a seed, and does so again in the next run', () => {
    const texts = textsOf({ vary: 'always', seed: 1 });
    expect(distinct(texts)).toBe(5);
    expect(textsOf({ vary: 'always', seed: 1 })).toEqual(texts);
    expect(texts[0]).toBe(textsOf({ seed: 1 })[0]);
  });

  it('gives one prompt that is repeated the lengths that were asked for', () => {
    const generator = createGenerator('lorem', {
      targetTokens: uniform(10, 200),
    });
    const simulator = createSimulator({ generator, latency: instant, vary: 'auto' });
    const tokens = Array.from({ length: 300 }, () => reply(simulator).usage.outputTokens);
    expect(Math.max(...tokens) - Math.min(...tokens)).toBeGreaterThan(150);
  });
});

describe('the chunks of a plan', () => {
  it('are those of the profile, and can be asked for', () => {
    const sizes = (options: SimulatorOptions) =>
      [
        ...reply(createSimulator({ seed: 1, ...options }), ask({ model: 'claude-haiku-4-5' })).timeline,
      ].flatMap(({ event }) => (event.type === 'part-delta' ? [event.tokens] : []));
    expect(Math.max(...sizes({}))).toBeGreaterThan(5);
    expect(sizes({}).reduce((sum, size) => sum + size, 0)).toBe(100);
    expect(sizes({})).toEqual(sizes({}));
    expect(sizes({ tokensPerChunk: () => undefined })).toEqual(new Array(100).fill(1));
  });

  it('leave the time between tokens as it was asked for, for a client that divides by tokens', () => {
    const model = 'claude-sonnet-4-6';
    const simulator = createSimulator({ seed: 1 });
    const request = ask({ model });
    const rates = Array.from({ length: 60 }, () => {
      const deltas = [...reply(simulator, request, { targetTokens: 400 }).timeline].flatMap(
        ({ atMs, event }) => (event.type === 'part-delta' ? [{ atMs, tokens: event.tokens }] : []),
      );
      const [first, last] = [deltas[0], deltas.at(-1)];
      const tokens = deltas.slice(1).reduce((sum, delta) => sum + delta.tokens, 0);
      return ((last?.atMs ?? 0) - (first?.atMs ?? 0)) / tokens;
    });
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    expect(Math.abs(mean / profileForModel(model).interTokenLatency.mean - 1)).toBeLessThan(0.02);
  });
});

describe('a plan', () => {
  it('counts what it says: deltas, pieces, usage and tiktoken agree', () => {
    const plan = reply(createSimulator({ seed: 1 }));
    const deltas = [...plan.timeline].flatMap(({ event }) =>
      event.type === 'part-delta' ? [event.delta] : [],
    );
    expect(deltas.join('')).toBe(text(plan));
    expect(deltas).toHaveLength(plan.usage.outputTokens);
    expect(countTokens(text(plan), 'gpt-4o')).toBe(plan.usage.outputTokens);
    expect(plan.usage).toMatchObject({ inputTokens: 1, outputTokens: 100, reasoningTokens: 0 });
  });

  it('is cut at the output limit, and is a prefix of the longer reply', () => {
    const simulator = createSimulator({ seed: 1 });
    const whole = reply(simulator);
    const cut = reply(simulator, ask({ maxOutputTokens: 10 }));
    expect(cut.usage.outputTokens).toBe(10);
    expect(cut.turns[0]?.finishReason).toBe('length');
    expect(text(whole).startsWith(text(cut))).toBe(true);
  });

  it('reasons before it speaks, by effort, within the output limit', () => {
    const simulator = createSimulator({ seed: 1 });
    const tokens = (['none', 'minimal', 'low', 'medium', 'high', 'xhigh'] as const).map(
      (reasoningEffort) => reply(simulator, ask({ model: 'gpt-5', reasoningEffort })).usage.reasoningTokens,
    );
    expect(tokens).toEqual(tokens.toSorted((a, b) => a - b));
    expect(tokens[0]).toBe(0);
    const cut = reply(simulator, ask({ model: 'gpt-5', reasoningEffort: 'high', maxOutputTokens: 50 }));
    expect(cut.usage).toMatchObject({ outputTokens: 50, reasoningTokens: 50 });
    expect(text(cut)).toBe('');
  });

  it('stops before a stop sequence, also across the border of two tokens', () => {
    const simulator = createSimulator({ generator: createGenerator('fixed:one two three four') });
    const plan = reply(simulator, ask({ stop: ['o thr', 'four'] }));
    expect(text(plan)).toBe('one tw');
    expect(plan.turns[0]?.finishReason).toBe('stop');
    expect(plan.usage.outputTokens).toBe(countTokens('one tw', 'gpt-4o'));
  });

  it('has as many different choices as asked for, and counts the prompt once', () => {
    const plan = reply(createSimulator({ seed: 1 }), ask({ choices: 3 }));
    expect(new Set(said(plan).map(([part]) => part)).size).toBe(3);
    expect(plan.usage).toMatchObject({ inputTokens: 1, outputTokens: 300 });
  });

  it('counts what a prediction got right and wrong', () => {
    const simulator = createSimulator({ generator: createGenerator('fixed:one two three') });
    const { usage } = reply(simulator, ask({ prediction: 'one two four five' }));
    expect(usage).toMatchObject({
      acceptedPredictionTokens: 2,
      rejectedPredictionTokens: 2,
      outputTokens: 5,
    });
  });

  it('refuses what does not fit into the context window, with the figures', () => {
    const simulator = createSimulator();
    const refused = (overrides: Partial<SimRequestInput>) => {
      try {
        return simulator.plan(ask({ model: 'gpt-4', ...overrides }));
      } catch (error) {
        return isRequestError(error) ? error.failure : error;
      }
    };
    expect(refused({ messages: [{ role: 'user', content: 'word '.repeat(9000) }] })).toMatchObject({
      code: 'context_length_exceeded',
      contextLength: { limit: 8192, inputTokens: 9001, outputTokens: undefined },
    });
    expect(refused({ maxOutputTokens: 8192 })).toMatchObject({
      contextLength: { limit: 8192, inputTokens: 1, outputTokens: 8192 },
    });
    expect(refused({ maxOutputTokens: 8191 })).toMatchObject({ type: 'reply' });
  });

  it('calls a tool if one fits, and answers in text once it has the result', () => {
    const simulator = createSimulator({ seed: 1 });
    const tools = [
      {
        type: 'function' as const,
        name: 'get_weather',
        description: 'The weather of a city',
        parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
        strict: false,
      },
    ];
    const question = { role: 'user' as const, content: 'What is the weather in Paris?' };
    const first = reply(simulator, ask({ messages: [question], tools }));
    const [part] = first.turns[0]?.parts ?? [];
    expect(first.turns[0]?.finishReason).toBe('tool-calls');
    expect(part).toMatchObject({ type: 'tool-call', name: 'get_weather' });
    const argumentsText = part?.pieces.join('') ?? '';
    expect(JSON.parse(argumentsText)).toEqual({ city: expect.any(String) as string });
    const call = { callId: 'call_1', name: 'get_weather', argumentsText };
    const second = reply(
      simulator,
      ask({
        tools,
        messages: [
          question,
          { role: 'assistant', content: '', toolCalls: [call] },
          { role: 'tool', content: 'sunny', toolCallId: 'call_1' },
        ],
      }),
    );
    expect(second.turns[0]?.finishReason).toBe('stop');
    expect(text(second)).not.toBe('');
  });

  it('says JSON if the request asks for JSON', () => {
    const schema = {
      type: 'object',
      properties: { n: { type: 'integer' } },
      required: ['n'],
      additionalProperties: false,
    };
    const plan = reply(
      createSimulator(),
      ask({ outputFormat: { type: 'json-schema', name: 'a', schema, strict: true } }),
    );
    expect(JSON.parse(text(plan))).toEqual({ n: expect.any(Number) as number });
    expect(plan.usage.outputTokens).toBe(countTokens(text(plan), 'gpt-4o'));
  });
});

describe('a schema that nothing fits', () => {
  it('is the fault of the request, and the message says where', () => {
    const schema = {
      type: 'object',
      properties: { n: { type: 'string', minLength: 3, maxLength: 2 } },
      required: ['n'],
    };
    const outputFormat = { type: 'json-schema' as const, name: 'a', schema, strict: false };
    const plan = () => createSimulator().plan(ask({ outputFormat }));
    expect(plan).toThrow(/No value fits the schema/);
    try {
      plan();
    } catch (error) {
      expect(isRequestError(error)).toBe(true);
    }
  });
});

describe('reproducibility', () => {
  const contents = fc.record({ content: fc.string(), model: fc.constantFrom('gpt-4o', 'gpt-5', 'o3') });
  const request = contents.map(({ content, model }) => ask({ model, messages: [{ role: 'user', content }] }));

  it('says the same to the same request, whatever came between, however fast and however faulty', () => {
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 5 }), fc.nat(), (requests, seed) => {
        const options: SimulatorOptions[] = [
          { seed },
          { seed, latency: instant },
          { seed, latency: profileForModel, faults: [{ mode: createFailureMode('disconnect'), rate: 0.5 }] },
        ];
        const answers = options.map((option) => {
          const simulator = createSimulator(option);
          return requests.map((one) => said(reply(simulator, one)));
        });
        const backwards = createSimulator({ seed });
        const reversed = requests.toReversed().map((one) => said(reply(backwards, one)));
        expect(answers[1]).toEqual(answers[0]);
        expect(answers[2]).toEqual(answers[0]);
        expect(reversed.toReversed()).toEqual(answers[0]);
      }),
      { numRuns: 30 },
    );
  });

  it('gives the n-th attempt of a request the same outcome in every run, and the next attempt another', () => {
    const run = () => {
      const simulator = createSimulator({ seed: 'x' });
      return [1, 2].map(() => {
        const plan = reply(simulator);
        return { ids: plan.idSeed, times: [...plan.timeline].map(({ atMs }) => atMs), text: text(plan) };
      });
    };
    const [first, second] = [run(), run()];
    expect(first).toEqual(second);
    expect(first[0]?.ids).not.toEqual(first[1]?.ids);
    expect(first[0]?.times).not.toEqual(first[1]?.times);
    expect(first[0]?.text).toBe(first[1]?.text);
  });

  it('lets the request’s own seed win, and a control before that', () => {
    const simulators = [createSimulator({ seed: 1 }), createSimulator({ seed: 2 })];
    const [a, b] = simulators.map((simulator) => text(reply(simulator, ask({ seed: 7 }))));
    expect(a).toBe(b);
    const [c, d] = simulators.map((simulator) => text(reply(simulator, ask({ seed: 8 }), { seed: 7 })));
    expect([c, d]).toEqual([a, a]);
    expect(text(reply(createSimulator({ seed: 1 })))).not.toBe(text(reply(createSimulator({ seed: 2 }))));
  });

  it('gives simulators that serve together ids of their own and the same text', () => {
    const [a, b] = [1, 2].map((workerNumber) => reply(createSimulator({ seed: 1, workerNumber })));
    expect(a?.idSeed).not.toEqual(b?.idSeed);
    expect(a && said(a)).toEqual(b && said(b));
  });

  it('differs from run to run without a seed', () => {
    expect(text(reply(createSimulator()))).not.toBe(text(reply(createSimulator())));
  });
});

describe('faults', () => {
  it('strike before anything is generated', () => {
    const simulator = createSimulator({ faults: [{ mode: createFailureMode('server-error'), rate: 1 }] });
    expect(simulator.plan(ask())).toMatchObject({ type: 'failure', fault: 'server-error' });
  });

  it('strike for certain where a request asks for one', () => {
    const plan = reply(createSimulator(), ask(), {
      faults: [{ mode: createFailureMode('reset', { after: 3 }), rate: 1 }],
    });
    expect(plan).toMatchObject({ ending: 'reset', fault: 'reset' });
  });
});
