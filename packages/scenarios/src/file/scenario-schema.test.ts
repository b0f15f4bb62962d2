import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { loadScenarios } from '../load-scenarios.js';
import { ScenarioError } from '../scenario-error.js';
import { scenarioSchema } from './scenario-schema.js';
import { scenario, scenarios } from './scenario-builder.js';

const validate = new Ajv2020({ strict: false }).compile(scenarioSchema);

const accepts = (text: string): boolean => {
  try {
    loadScenarios({ file: 'f.yaml', text });
    return true;
  } catch (error) {
    if (error instanceof ScenarioError) return false;
    throw error;
  }
};

describe('the JSON Schema of scenario files', () => {
  it.each([
    '{ reply: Hello }',
    '{ reply: [Hello, { tool: t, arguments: { a: [1] } }, { reasoning: r, tokens: 3 }], finish: length }',
    '{ reply: { chunks: [a, b] }, latency: fast, usage: { input_tokens: 0 } }',
    '{ reply: { json: [1] }, latency: { ttft: 300ms, tbt: { distribution: uniform, min: 1, max: 2 } } }',
    '{ reply: { tool: t, misbehave: cut-call, id: x } }',
    '{ reply: { misbehave: unknown-tool } }',
    '{ reply: { misbehave: unknown-tool, arguments: { a: 1 }, id: x } }',
    '{ reply: a, expect: { tools: [] } }',
    '{ reply: { misbehave: content-filter, text: a } }',
    '{ reply: Wait., finish: paused }',
    '{ reply: { refusal: no }, fault: [{ mode: stall, after: 2, ms: 5, attempts: 1 }, overloaded;times=2] }',
    '{ when: { user: /a(b)/, system: { contains: [a, b] }, model: [gpt-4*, o3], tools: none, turn: [1, 2] }, reply: $1 }',
    '{ when: { user: { is: a }, tool_result: [a, { tool: b, text: /c/ }], headers: { x: y }, metadata: { a: 1 } }, reply: a }',
    '{ name: a, when: { images: true, api: a, endpoint: b }, turns: [{ reply: a }, { when: { tool_result: any }, reply: b }], expect: { tools: [a], turns: 1, faults: survived }, optional: true }',
  ])('accepts what is accepted: %s', (entry) => {
    const text = `scenarios: [${entry}]`;
    expect(accepts(text)).toBe(true);
    expect([validate(parse(text)), validate.errors]).toEqual([true, null]);
  });

  it.each([
    '{ repl: Hello }',
    '{ reply: 3 }',
    '{ reply: a, when: { modle: x } }',
    '{ reply: a, when: { user: "" } }',
    '{ reply: a, when: { turn: 0 } }',
    '{ reply: a, when: { tool_result: [] } }',
    '{ reply: a, when: { tool_result: { text: "" } } }',
    '{ reply: { tool: t, misbehave: cutcall } }',
    '{ reply: { misbehave: unknown-tool, text: a } }',
    '{ reply: a, finish: end }',
    '{ reply: a, fault: { mode: explode } }',
    '{ reply: a, latency: { ttft: soon } }',
    '{ turns: [] }',
    '{ reply: a, expect: { tool: x } }',
  ])('refuses what is refused: %s', (entry) => {
    const text = `scenarios: [${entry}]`;
    expect(accepts(text)).toBe(false);
    expect(validate(parse(text))).toBe(false);
  });
});

describe('the builder', () => {
  it('makes what stands in a file', () => {
    const file = scenarios(
      scenario('weather', { user: /weather in (\w+)/i })
        .calls('get_weather', { city: '$1' })
        .says('Sunny.', { fault: { mode: 'overloaded', attempts: 1 } })
        .expects({ tools: ['get_weather'] }),
      { name: 'title', when: { system: 'title' }, reply: 'Weather' },
    );
    expect(loadScenarios(file).scenarios).toMatchObject([
      { name: 'weather', isRule: false, turns: [{ number: 1 }, { number: 2, faults: [{ attempts: [1] }] }] },
      { name: 'title', isRule: true },
    ]);
  });
});
