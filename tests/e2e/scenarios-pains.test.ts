import { scenario, scenarios, startSimulator, type ScenarioFile, type SimulatedTest } from '@llmsim/testing';
import OpenAI from 'openai';

/** What users of simulators and mocks reported to break their tests, each with a conversation of our own. */
const simulator = await startSimulator();
afterAll(() => simulator.close());

type Messages = OpenAI.ChatCompletionMessageParam[];

const offered = (...names: string[]): OpenAI.ChatCompletionTool[] =>
  names.map((name) => ({
    type: 'function',
    function: { name, parameters: { type: 'object', properties: {} } },
  }));
const clientOf = (test: SimulatedTest, maxRetries = 0) =>
  new OpenAI({ baseURL: test.url, apiKey: 'sk-test', maxRetries });

let tests = 0;
const begin = (file: ScenarioFile) => simulator.test(`pain ${(tests += 1)}`, { scenarios: file });

/** The text or the names of the calls of a reply. */
async function ask(
  test: SimulatedTest,
  messages: Messages,
  tools = offered('pack', 'ship'),
): Promise<string> {
  const { choices } = await clientOf(test).chat.completions.create({
    model: 'gpt-4o',
    messages,
    ...(tools.length > 0 && { tools }),
  });
  const message = choices[0]?.message;
  return (
    message?.content ??
    (message?.tool_calls ?? []).map((call) => ('function' in call ? call.function.name : '')).join()
  );
}

const order: Messages = [{ role: 'user', content: 'Send order 5 to Lima.' }];
const withResult = (messages: Messages, name: string, result = 'done'): Messages => [
  ...messages,
  {
    role: 'assistant',
    content: null,
    tool_calls: [{ id: `call_${name}`, type: 'function', function: { name, arguments: '{}' } }],
  },
  { role: 'tool', tool_call_id: `call_${name}`, content: result },
];
const shipping = scenarios(
  scenario('shipping', { user: 'order' }).calls('pack').calls('ship').says('On its way.'),
);

describe('what breaks tests elsewhere', () => {
  it('does not: a client that drops or adds messages still meets its turn', async () => {
    const test = begin(shipping);
    const packed = withResult(order, 'pack');
    const reminded: Messages = [
      { role: 'system', content: 'You ship things.' },
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'How can I help?' },
      ...packed,
      { role: 'system', content: 'Be quick.' },
    ];
    expect([await ask(test, packed), await ask(test, reminded)]).toEqual(['ship', 'ship']);
    // The first call was summed up and thrown away.
    expect(await ask(test, withResult(order, 'ship'))).toBe('On its way.');
  });

  it('does not: the more specific rule answers, wherever it stands', async () => {
    const rules = [
      { name: 'orders', when: { user: 'order' }, reply: 'Which order?' },
      { name: 'order five', when: { user: 'order 5' }, reply: 'That one.' },
    ];
    for (const all of [rules, rules.toReversed()])
      expect(await ask(begin(scenarios(...all)), order)).toBe('That one.');
  });

  it('does not: a title generator or a probe takes no turn of the conversation', async () => {
    const test = begin(
      scenarios(scenario('shipping', { user: 'order' }).calls('pack').says('Packed.'), {
        name: 'titles',
        when: { system: 'title' },
        reply: 'Shipping',
      }),
    );
    const client = clientOf(test);
    await client.models.list();
    expect(await ask(test, [{ role: 'system', content: 'Write a title.' }, ...order], [])).toBe('Shipping');
    await client.responses.inputTokens.count({ model: 'gpt-4o', input: 'Send order 5' });
    expect(await ask(test, order)).toBe('pack');
    expect(test.requests().map((request) => request.scenario)).toEqual(['titles', 'shipping']);
  });

  it('does not: the result of a tool meets the turn of its own conversation', async () => {
    const test = begin(
      scenarios(
        scenario('packing', { user: 'order 5' }).calls('pack').says('Packed.'),
        scenario('other', { user: 'order 6' }).calls('pack').says('Packed six.'),
      ),
    );
    const six: Messages = [{ role: 'user', content: 'Send order 6.' }];
    const said = await Promise.all([
      ask(test, withResult(order, 'pack')),
      ask(test, withResult(six, 'pack')),
      ask(test, six),
    ]);
    expect(said).toEqual(['Packed.', 'Packed six.', 'pack']);
  });

  it('does not: parallel tests share nothing', async () => {
    const files = ['Yes.', 'No.'].map((reply) =>
      begin(scenarios({ name: 'answer', when: { user: 'order' }, reply })),
    );
    const said = await Promise.all(
      Array.from({ length: 20 }, (_, index) => ask(files[index % 2] as SimulatedTest, order)),
    );
    expect(new Set(said.filter((_text, index) => index % 2 === 0))).toEqual(new Set(['Yes.']));
    expect(files.map((test) => test.requests().length)).toEqual([10, 10]);
  });

  it('does not: a client’s own retry meets the same turn', async () => {
    const test = begin(
      scenarios(
        scenario('shipping', { user: 'order' })
          .calls('pack', {}, { fault: [{ mode: 'server-error', attempts: [1, 2] }] })
          .says('Packed.'),
      ),
    );
    const { choices } = await clientOf(test, 3).chat.completions.create({
      model: 'gpt-4o',
      messages: order,
      tools: offered('pack'),
    });
    expect(choices[0]?.finish_reason).toBe('tool_calls');
    expect(test.requests().map(({ turn, fault }) => [turn, fault])).toEqual([
      [1, 'server-error'],
      [1, 'server-error'],
      [1, null],
    ]);
  }, 60_000);

  it('does not: a test that exercises nothing is red', async () => {
    const test = begin(shipping);
    expect(test.verdict()).toMatchObject({
      verdict: 'fail',
      reasons: expect.arrayContaining(['No request was made.']) as unknown,
    });
    await ask(test, order);
    expect(test.verdict().unreached).toMatchObject([{ turn: 2 }, { turn: 3 }]);
  });

  it('does not: a miss is refused in the API’s own words, with what differs', async () => {
    const test = begin(shipping);
    const refusal: unknown = await ask(test, [{ role: 'user', content: 'Sing.' }]).catch(
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(OpenAI.BadRequestError);
    expect((refusal as Error).message).toContain(
      'Nearest is "shipping", turn 1: the last user text should contain "order", but it is "Sing."',
    );
    expect(test.requests()).toMatchObject([{ result: 'unmatched' }]);
  });

  it('does not: one file speaks to every API, streamed or not', async () => {
    const test = begin(scenarios({ name: 'hello', when: { user: 'Hello' }, reply: 'Hello from the file.' }));
    const client = clientOf(test);
    const messages: Messages = [{ role: 'user', content: 'Hello' }];
    let streamed = '';
    for await (const chunk of await client.chat.completions.create({
      model: 'gpt-4o',
      messages,
      stream: true,
    }))
      streamed += chunk.choices[0]?.delta.content ?? '';
    const open = new OpenAI({ baseURL: test.urlOf('openresponses'), apiKey: 'sk-test' });
    const texts = [
      streamed,
      (await client.responses.create({ model: 'gpt-4o', input: 'Hello' })).output_text,
      (await open.responses.create({ model: 'gpt-4o', input: 'Hello' })).output_text,
    ];
    expect(texts).toEqual(['Hello from the file.', 'Hello from the file.', 'Hello from the file.']);
  });

  it('does not: one file holds as many scenarios as there are tests', async () => {
    const all = Array.from({ length: 1000 }, (_, index) => ({
      name: `order ${index}`,
      when: { user: `/order ${index} /` },
      reply: `Order ${index} is sent.`,
      optional: true,
    }));
    const test = begin(scenarios(...all));
    expect(await ask(test, [{ role: 'user', content: 'Send order 731 to Quito.' }])).toBe(
      'Order 731 is sent.',
    );
    expect(test.verdict().verdict).toBe('pass');
  }, 60_000);
});
