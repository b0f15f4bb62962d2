import { matchers, scenario, scenarios, startSimulator, type SimulatorMatchers } from './index.js';

const file = scenarios(
  scenario('weather', { user: /weather in (\w+)/ })
    .calls('get_weather', { city: '$1' })
    .says('It is sunny in $1.')
    .expects({ tools: ['get_weather'] }),
);
const simulator = await startSimulator({ scenarios: file });
expect.extend(matchers);
const check = (test: unknown) => expect(test) as unknown as SimulatorMatchers & { not: SimulatorMatchers };

type Message = Readonly<Record<string, unknown>>;
const tools = [
  {
    type: 'function',
    function: {
      name: 'get_weather',
      parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  },
];

/** An agent as small as one can be. @returns the message that the model answers with */
async function ask(url: string, messages: readonly Message[]): Promise<Message> {
  const answer = await fetch(`${url}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'gpt-4o', messages, tools }),
  });
  const body = (await answer.json()) as {
    choices?: readonly { message: Message }[];
    error?: { message: string };
  };
  return body.choices?.[0]?.message ?? { error: body.error?.message };
}

const question = { role: 'user', content: 'What is the weather in Paris?' };

/** Asks, calls the tool that the model wants, and hands its result in. */
async function runAgent(url: string): Promise<unknown> {
  const call = await ask(url, [question]);
  const [{ id } = { id: '' }] = call['tool_calls'] as { id: string }[];
  return (await ask(url, [question, call, { role: 'tool', tool_call_id: id, content: 'sunny' }]))['content'];
}

describe('a simulator for tests', () => {
  it('plays a scenario to the end, and the verdict passes', async () => {
    const test = simulator.test('the whole agent');
    expect(await runAgent(test.url)).toBe('It is sunny in Paris.');
    check(test).toHaveCalledTools(['get_weather']);
    check(test).toPassVerdict();
    test.assertPassed();
    expect(test.requests().map(({ turn }) => turn)).toEqual([1, 2]);
  });

  it('is red where the result of the tool never came', async () => {
    const test = simulator.test('half an agent');
    await ask(test.url, [question]);
    expect(() => check(test).toPassVerdict()).toThrow(/"weather", turn 2.* was never reached/);
    expect(() => test.assertPassed()).toThrow(/never reached/);
    check(test).not.toPassVerdict();
    expect(() => check(test).toHaveCalledTools(['other'])).toThrow(
      'Test "half-an-agent" should call other, but called get_weather.',
    );
  });

  it('is red where nothing was asked', () => {
    expect(simulator.test('nothing').verdict()).toMatchObject({
      verdict: 'fail',
      reasons: ['No request was made.'],
    });
  });

  it('keeps tests apart that ask the same at once', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `parallel ${index}`);
    const all = names.map((name) => simulator.test(name));
    await Promise.all(all.map(({ url }) => runAgent(url)));
    expect(all.map((test) => test.requests().length)).toEqual(names.map(() => 2));
    for (const test of all) check(test).toPassVerdict();
  });

  it('lets a test have scenarios of its own', async () => {
    const own = scenarios({ name: 'own', reply: 'Mine.' });
    const test = simulator.test('own', { scenarios: own, bodies: true });
    expect(await ask(test.url, [{ role: 'user', content: 'Hi' }])).toMatchObject({ content: 'Mine.' });
    expect(test.requests()).toMatchObject([{ scenario: 'own', body: { model: 'gpt-4o' } }]);
  });

  it('refuses what fits no scenario, and says what comes nearest', async () => {
    const test = simulator.test('unmatched');
    expect((await ask(test.url, [{ role: 'user', content: 'A joke!' }]))['error']).toMatch(
      /^No scenario fits this request\. Nearest is "weather", turn 1: the last user text should match/,
    );
    expect(test.verdict().verdict).toBe('fail');
  });

  it('speaks Anthropic’s API to the same scenario', async () => {
    const [entry] = file.scenarios;
    const forAnn = { ...entry, when: { ...entry?.when, metadata: { user_id: 'ann' } } };
    const test = simulator.test('anthropic', { scenarios: scenarios(forAnn) });
    const answer = await fetch(`${test.urlOf('anthropic')}/v1/messages`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-api-key': 'sk-test',
        'anthropic-version': '2023-06-01',
      },
      body: JSON.stringify({
        model: 'claude-sonnet-4-5',
        max_tokens: 100,
        metadata: { user_id: 'ann' },
        messages: [question],
        tools: [
          { name: 'get_weather', input_schema: { type: 'object', properties: { city: { type: 'string' } } } },
        ],
      }),
    });
    expect(await answer.json()).toMatchObject({
      content: [{ type: 'tool_use', name: 'get_weather', input: { city: 'Paris' } }],
    });
  });

  it('closes by itself after the tests of Jest, and whenever it is told', async () => {
    const closers: (() => Promise<void>)[] = [];
    const other = await startSimulator({ closeAfter: (close) => closers.push(close) });
    expect((await fetch(`${other.url}/health`)).status).toBe(200);
    expect(closers).toHaveLength(1);
    await closers[0]?.();
    await expect(fetch(`${other.url}/health`)).rejects.toThrow('fetch failed');
  });
});
