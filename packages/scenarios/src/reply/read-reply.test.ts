import type { PlannedReply, SimRequestInput } from '@llmsim/core';
import { askBy, called, planBy, tool, user } from '../../fixtures/ask.js';

/** What is said by a rule with this reply. */
const said = (turn: string, rest: Partial<SimRequestInput> = {}) =>
  askBy(`scenarios: [{ when: { user: '/in (\\w+) for (\\d+)/' }, ${turn} }]`)('Rooms in Paris for 2', rest);

const book = tool(
  'book',
  { city: { type: 'string' }, guests: { type: 'integer' }, room: { enum: ['single'] } },
  ['city', 'guests', 'room'],
);

function planned(turn: string, rest: Partial<SimRequestInput> = {}): PlannedReply {
  const plan = planBy(`scenarios: [{ ${turn} }]`)('Hello', rest);
  if (plan.type !== 'reply') throw new Error(`It fails: ${plan.fault}`);
  return plan;
}

const deltas = ({ timeline }: PlannedReply) =>
  [...timeline].flatMap(({ event }) => (event.type === 'part-delta' ? [event.delta] : []));

describe('a reply', () => {
  it.each([
    ['a text with what matched', 'reply: "$2 rooms in $1 for $$5"', '2 rooms in Paris for $5'],
    [
      'fields of the request',
      'reply: "${user}? ${model}, turn ${turn}"',
      'Rooms in Paris for 2? gpt-4o, turn 1',
    ],
    [
      'JSON',
      'reply: { json: { city: $1, list: [1, { a: null }] } }',
      '{"city":"Paris","list":[1,{"a":null}]}',
    ],
    ['a refusal', 'reply: { refusal: "Not in $1." }', 'refusal: Not in Paris.'],
    ['what a generator says', 'reply: { generate: echo }', 'Rooms in Paris for 2'],
    ['texts and calls', 'reply: [One moment., { tool: book, arguments: "{}" }]', 'One moment. + book({})'],
    [
      'two calls',
      'reply: [{ tool: book, arguments: "1" }, { tool: book, arguments: "2" }]',
      'book(1) + book(2)',
    ],
  ])('is %s', (_what, turn, expected) => {
    expect(said(turn, { tools: [book] })).toBe(expected);
  });

  it('completes arguments that the schema requires, in the types that it asks for', () => {
    expect(said('reply: { tool: book, arguments: { city: $1, guests: $2 } }', { tools: [book] })).toBe(
      'book({"city":"Paris","guests":2,"room":"single"})',
    );
    expect(
      said('reply: { tool: book, arguments: { city: Rome, guests: 1, room: double } }', { tools: [book] }),
    ).toBe('book({"city":"Rome","guests":1,"room":"double"})');
  });

  it('completes JSON that a schema requires', () => {
    const schema = {
      type: 'object',
      properties: { a: { const: 1 }, b: { type: 'string' } },
      required: ['a', 'b'],
    };
    const outputFormat = { type: 'json-schema' as const, name: 'x', strict: true, schema: schema as never };
    expect(said('reply: { json: { b: $1 } }', { outputFormat })).toBe('{"b":"Paris","a":1}');
  });

  it('calls a custom tool with a text', () => {
    const plan = planned('reply: { tool: shell, arguments: ls }', {
      tools: [{ type: 'custom', name: 'shell' }],
    });
    expect(plan.turns[0]?.parts).toMatchObject([{ tool: 'custom', name: 'shell' }]);
  });

  it('reasons first, and shows it where the API does', () => {
    const turn = 'reply: [{ reasoning: "Think hard.", tokens: 50 }, Done.]';
    const shown = planned(turn, { model: 'o3', reasoningVisible: true });
    expect(shown.turns[0]?.parts).toMatchObject([
      { type: 'reasoning', tokenCount: 50, pieces: ['Think', ' hard', '.'] },
      { type: 'text' },
    ]);
    expect(shown.usage).toMatchObject({ outputTokens: 52, reasoningTokens: 50 });
    expect(planned(turn, { model: 'o3' }).turns[0]?.parts[0]).toMatchObject({ tokenCount: 50, pieces: [] });
  });

  it('is sent in the chunks that are given', () => {
    expect(deltas(planned('reply: { chunks: ["Hel", "lo, wor", "ld"] }'))).toEqual(['Hel', 'lo, wor', 'ld']);
    const call = planned("reply: { tool: book, chunks: ['{\"ci', 'ty\":1}'] }", { tools: [book] });
    expect(deltas(call)).toEqual(['{"ci', 'ty":1}']);
  });

  it('is tokenised, counted and cut like any other', () => {
    const plan = planned('reply: One two three four five', { maxOutputTokens: 3 });
    expect(plan.turns[0]).toMatchObject({
      finishReason: 'length',
      parts: [{ pieces: ['One', ' two', ' three'] }],
    });
    expect(plan.usage.outputTokens).toBe(3);
  });

  it('has the usage, the finish reason and the latency that are given', () => {
    const plan = planned(
      'reply: One two three, finish: content_filter, latency: { ttft: 300ms, tbt: 0.02s }, usage: { input_tokens: 7, output_tokens: 9 }',
    );
    expect(plan.turns[0]?.finishReason).toBe('content-filter');
    expect(plan.usage).toMatchObject({ inputTokens: 7, outputTokens: 9 });
    expect(plan.timeline.durationMs()).toBe(340);
    expect(planned('reply: a, latency: gpt-4o').timeline.durationMs()).toBeGreaterThan(0);
  });

  it('gives a call the id that is given', () => {
    expect(
      planned('reply: { tool: book, id: call_7, arguments: "{}" }', { tools: [book] }).turns[0]?.parts,
    ).toMatchObject([{ callId: 'call_7' }]);
  });
});

describe('a model that misbehaves', () => {
  const call = (misbehave: string) =>
    planned(`reply: { tool: book, arguments: { city: Rome }, misbehave: ${misbehave} }`, { tools: [book] });
  const argumentsOf = (plan: PlannedReply) => plan.turns[0]?.parts.at(-1)?.pieces.join('') ?? '';

  it('writes arguments that are no JSON', () => {
    expect(() => JSON.parse(argumentsOf(call('arguments-not-json'))) as unknown).toThrow(SyntaxError);
  });

  it('writes arguments that violate the schema', () => {
    const value = JSON.parse(argumentsOf(call('arguments-violate-schema'))) as object;
    expect(Object.keys(value)).not.toContain('city');
    const optional = tool('book', { city: { type: 'string' } }, []);
    const plan = planned(
      'reply: { tool: book, arguments: { city: Rome }, misbehave: arguments-violate-schema }',
      {
        tools: [optional],
      },
    );
    expect(argumentsOf(plan)).toBe('{"city":0}');
  });

  it('calls a tool that nobody offered', () => {
    expect(said('reply: { misbehave: unknown-tool }', { tools: [] })).toBe('tool_that_nobody_offered({})');
    expect(said('reply: { tool: fly, misbehave: unknown-tool }', { tools: [book] })).toBe('fly({})');
  });

  it('gives two calls the same id', () => {
    const [first, second, ...rest] = call('duplicate-call-id').turns[0]?.parts ?? [];
    expect(rest).toEqual([]);
    expect(first).toMatchObject({
      type: 'tool-call',
      callId: expect.stringMatching(/^call_\w{24}$/) as string,
    });
    expect(second).toEqual(first);
  });

  it('is cut by the limit within a call', () => {
    const plan = call('cut-call');
    expect(plan.turns[0]?.finishReason).toBe('length');
    expect(argumentsOf(plan)).toMatch(/^\{"city":"Rome"[^}]*$/);
  });

  it.each([
    ['empty', { parts: [], finishReason: 'stop' }],
    ['reasoning-only', { parts: [{ type: 'reasoning', tokenCount: 6 }], finishReason: 'stop' }],
    ['content-filter', { parts: [], finishReason: 'content-filter' }],
    ['content-filter, text: I', { parts: [{ type: 'text', pieces: ['I'] }], finishReason: 'content-filter' }],
  ])('says %s', (misbehave, turn) => {
    expect(planned(`reply: { misbehave: ${misbehave} }`).turns[0]).toMatchObject(turn);
  });
});

describe('a fault', () => {
  const ask = askBy(`
scenarios:
  - name: fails
    turns:
      - reply: { tool: book, arguments: '{}' }
      - { fault: { mode: rate-limit, attempts: [1, 2] }, reply: Booked. }
`);
  const rest = { tools: [book] };
  const second = [user('x'), ...called('book', {}, 'ok')];

  it('strikes the attempts that are given, and its turn is met in the end', () => {
    expect(ask([user('x')], rest)).toBe('book({})');
    expect([0, 1, 2, 3].map((attempt) => ask(second, rest, { attempt }))).toEqual([
      'failure: rate-limit',
      'failure: rate-limit',
      'Booked.',
      'failure: rate-limit',
    ]);
  });

  it.each([
    ['fault: overloaded;times=1', ['failure: overloaded', 'ok']],
    [
      'fault: [server-error;attempts=1, { mode: overloaded, attempts: 2 }]',
      ['failure: server-error', 'failure: overloaded', 'ok'],
    ],
    ['fault: overloaded', ['failure: overloaded', 'failure: overloaded']],
  ])('is written %s', (fault, outcomes) => {
    const one = askBy(`scenarios: [{ reply: ok, ${fault} }]`);
    expect(outcomes.map((_outcome, attempt) => one('x', {}, { attempt }))).toEqual(outcomes);
  });

  it('may break a reply off', () => {
    const plan = planned('reply: One two three, fault: disconnect;after=1');
    expect(plan).toMatchObject({ ending: 'disconnect', fault: 'disconnect' });
  });
});
