import {
  countRequest,
  takeSteps,
  tokenCounterForModel,
  type AnswerContext,
  type AnswerEndpoint,
  type Exchange,
  type GenerationEndpoint,
  type SimRequest,
  type Steps,
} from '@llmsim/core';
import {
  answer,
  bodiesOf,
  context,
  createProvider,
  endpointAt,
  frames,
  read,
  refusalText,
} from '../../../fixtures/ask.js';

type Fields = Readonly<Record<string, unknown>>;

const long = 'The river rose again in the night, and nobody in the village slept. '.repeat(20);

/** A conversation with so many uses of tools, each in a message of its own. */
function conversation(uses: number, nameOf: (index: number) => string = () => 'look') {
  const messages: Fields[] = [{ role: 'user', content: 'Look at everything.' }];
  for (let index = 0; index < uses; index++) {
    const id = `toolu_${index}`;
    const input = { where: long };
    messages.push({ role: 'assistant', content: [{ type: 'tool_use', id, name: nameOf(index), input }] });
    messages.push({
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: id, content: `${index}: ${long}` }],
    });
  }
  return messages;
}

/** A conversation with so many turns, in each of which the model thought twice around a tool. */
function thoughtful(turns: number) {
  const messages: Fields[] = [];
  for (let index = 0; index < turns; index++) {
    const id = `toolu_${index}`;
    const thinking = { type: 'thinking', thinking: `${index}: ${long}`, signature: 'abcd' };
    messages.push({ role: 'user', content: 'Go on.' });
    messages.push({
      role: 'assistant',
      content: [thinking, { type: 'tool_use', id, name: 'look', input: {} }],
    });
    messages.push({ role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: 'done' }] });
    messages.push({ role: 'assistant', content: [thinking, { type: 'text', text: 'Here it is.' }] });
  }
  return [...messages, { role: 'user', content: 'And now?' }];
}

const toolEdit = (more: Fields = {}) => ({
  type: 'clear_tool_uses_20250919',
  trigger: { type: 'tool_uses', value: 1 },
  ...more,
});
const thinkingEdit = (more: Fields = {}) => ({ type: 'clear_thinking_20251015', ...more });
const withEdits = (...edits: readonly Fields[]) => ({ context_management: { edits } });
const thinks = { thinking: { type: 'enabled', budget_tokens: 1024 }, max_tokens: 2000 };

const tokensOf = (request: SimRequest) => countRequest(request, tokenCounterForModel(request.model));
const tokensOfBody = (body: object) => tokensOf(read(body).request);
const appliedTo = (body: object) =>
  (answer(body)['context_management'] as { readonly applied_edits: readonly Fields[] }).applied_edits;
const resultsOf = (body: object) =>
  read(body)
    .request.messages.filter(({ role }) => role === 'tool')
    .map(
      ({ content }) =>
        content.map((part) => (part.type === 'text' ? part.text : '')).join('') !== '[cleared]',
    );
const inputsOf = (body: object) =>
  read(body).request.messages.flatMap(({ toolCalls = [] }) =>
    toolCalls.map(({ argumentsText }) => argumentsText !== '{}'),
  );

async function countTokens(body: object): Promise<Fields> {
  const endpoint = endpointAt(createProvider(), '/v1/messages/count_tokens') as AnswerEndpoint;
  const exchange = await endpoint.parse({ model: 'claude-haiku-4-5', ...body }, context);
  const given = { inputTokens: tokensOf(exchange.request) } as AnswerContext;
  return JSON.parse((exchange.answer(given).answer as { readonly body: string }).body) as Fields;
}

describe('clearing the uses of tools', () => {
  it('keeps the last three results, and costs as many tokens less as the reply says', () => {
    const messages = conversation(5);
    const body = { messages, ...withEdits(toolEdit()) };
    expect(resultsOf(body)).toEqual([false, false, true, true, true]);
    expect(inputsOf(body)).toEqual([true, true, true, true, true]);
    const saved = tokensOfBody({ messages }) - tokensOfBody(body);
    expect(saved).toBeGreaterThan(400);
    expect(appliedTo(body)).toEqual([
      { type: 'clear_tool_uses_20250919', cleared_tool_uses: 2, cleared_input_tokens: saved },
    ]);
    expect(answer(body)['usage']).toMatchObject({ input_tokens: tokensOfBody(body) });
  });

  it('begins above 100,000 input tokens if the request does not say where', () => {
    const edits = withEdits({ type: 'clear_tool_uses_20250919' });
    const withWords = (words: number) => ({
      messages: [...conversation(5), { role: 'user', content: 'word '.repeat(words) }],
    });
    const missing = 100_000 - tokensOfBody(withWords(90_000));
    expect(appliedTo({ ...withWords(90_000 + missing), ...edits })).toEqual([]);
    expect(appliedTo({ ...withWords(90_001 + missing), ...edits })).toMatchObject([{ cleared_tool_uses: 2 }]);
  });

  it.each<[string, Fields, readonly boolean[]]>([
    ['as many uses as the trigger', { trigger: { type: 'tool_uses', value: 4 } }, [true, true, true, true]],
    ['one use more', { trigger: { type: 'tool_uses', value: 3 } }, [false, true, true, true]],
    [
      'tokens below the trigger',
      { trigger: { type: 'input_tokens', value: 9000 } },
      [true, true, true, true],
    ],
    [
      'tokens above the trigger',
      { trigger: { type: 'input_tokens', value: 900 } },
      [false, true, true, true],
    ],
    ['keep', { keep: { type: 'tool_uses', value: 1 } }, [false, false, false, true]],
    ['keep nothing', { keep: { type: 'tool_uses', value: 0 } }, [false, false, false, false]],
    [
      'exclude_tools',
      { keep: { type: 'tool_uses', value: 0 }, exclude_tools: ['tool1', 'other'] },
      [false, true, false, false],
    ],
    [
      'too little to clear',
      { clear_at_least: { type: 'input_tokens', value: 900 } },
      [true, true, true, true],
    ],
    ['enough to clear', { clear_at_least: { type: 'input_tokens', value: 90 } }, [false, true, true, true]],
  ])('goes by what the request asks for: %s', (_, more, kept) => {
    const messages = conversation(4, (index) => `tool${index}`);
    expect(resultsOf({ messages, ...withEdits(toolEdit(more)) })).toEqual(kept);
  });

  it.each<[unknown, readonly boolean[]]>([
    [true, [false, false, true]],
    [false, [true, true, true]],
    [['tool1'], [true, false, true]],
  ])('clears inputs where clear_tool_inputs is %j', (clear_tool_inputs, kept) => {
    const messages = conversation(3, (index) => `tool${index}`);
    const keep = { type: 'tool_uses', value: 1 };
    const body = { messages, ...withEdits(toolEdit({ clear_tool_inputs, keep })) };
    expect(inputsOf(body)).toEqual(kept);
    expect(appliedTo(body)).toMatchObject([
      { cleared_tool_uses: 2, cleared_input_tokens: tokensOfBody({ messages }) - tokensOfBody(body) },
    ]);
  });

  it('leaves the places that the prompt cache keeps where they are', () => {
    const messages = conversation(2);
    const parts = [1, 2, 3].map((index) => ({ type: 'text', text: `${index}: ${long}` }));
    const cache_control = { type: 'ephemeral' };
    const result = { type: 'tool_result', tool_use_id: 'toolu_0', content: parts, cache_control };
    const body = {
      messages: [...messages.slice(0, 2), { role: 'user', content: [result] }, ...messages.slice(3)],
    };
    const edits = withEdits(toolEdit({ keep: { type: 'tool_uses', value: 1 } }));
    const { cacheBreakpoints, messages: edited } = read({ ...body, ...edits }).request;
    expect(cacheBreakpoints).toEqual(read(body).request.cacheBreakpoints);
    expect(edited[2]?.content).toEqual(['[cleared]', '', ''].map((text) => ({ type: 'text', text })));
  });

  it.each(['ok', '[cleared]'])(
    'leaves a result alone that is no longer than what would stand for it: %s',
    (content) => {
      const use = { type: 'tool_use', id: 'a', name: 'look', input: {} };
      const messages = [
        { role: 'user', content: 'Look.' },
        { role: 'assistant', content: [use] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content }] },
      ];
      const zero = { type: 'tool_uses', value: 0 };
      expect(appliedTo({ messages, ...withEdits(toolEdit({ keep: zero, trigger: zero })) })).toEqual([]);
    },
  );

  it('makes a prompt fit that would not fit the context window', () => {
    const messages = [...conversation(2), { role: 'assistant', content: 'Well.' }];
    const big = { type: 'tool_result', tool_use_id: 'toolu_0', content: 'word '.repeat(210_000) };
    const body = {
      messages: [...messages.slice(0, 2), { role: 'user', content: [big] }, ...messages.slice(3)],
    };
    const keep = { type: 'tool_uses', value: 1 };
    expect(() => answer(body)).toThrow();
    expect(appliedTo({ ...body, ...withEdits(toolEdit({ keep })) })).toHaveLength(1);
  });
});

describe('clearing what the model thought', () => {
  it.each<[string, Fields, number]>([
    ['one turn by default', {}, 2],
    ['two turns', { keep: { type: 'thinking_turns', value: 2 } }, 1],
    ['all turns', { keep: 'all' }, 0],
    ['all turns, as an object', { keep: { type: 'all' } }, 0],
    ['more turns than there are', { keep: { type: 'thinking_turns', value: 9 } }, 0],
  ])('keeps %s', (_, more, turns) => {
    const body = { ...thinks, messages: thoughtful(3), ...withEdits(thinkingEdit(more)) };
    const all = { ...body, ...withEdits(thinkingEdit({ keep: 'all' })) };
    const saved = tokensOfBody(all) - tokensOfBody(body);
    expect(saved > 0).toBe(turns > 0);
    expect(appliedTo(body)).toEqual(
      turns === 0
        ? []
        : [{ type: 'clear_thinking_20251015', cleared_thinking_turns: turns, cleared_input_tokens: saved }],
    );
  });

  it('counts thinking that is hidden by the size of what seals it', () => {
    const hidden = { type: 'redacted_thinking', data: 'A'.repeat(4000) };
    const messages = [
      { role: 'user', content: 'Think.' },
      { role: 'assistant', content: [hidden, { type: 'text', text: 'Done.' }] },
      { role: 'user', content: 'Again.' },
    ];
    const plain = tokensOfBody({ ...thinks, messages });
    const kept = tokensOfBody({ ...thinks, messages, ...withEdits(thinkingEdit()) });
    expect(kept - plain).toBeGreaterThan(500);
    expect(kept - plain).toBeLessThan(1000);
  });

  it('is refused where the model does not think', () => {
    expect(refusalText({ ...withEdits(thinkingEdit()) })).toBe(
      '`clear_thinking_20251015` strategy requires `thinking` to be enabled or adaptive',
    );
  });
});

describe('both edits', () => {
  const body = {
    ...thinks,
    messages: [...thoughtful(2).slice(0, -1), ...conversation(4)],
    ...withEdits(thinkingEdit(), toolEdit({ keep: { type: 'tool_uses', value: 1 } })),
  };

  it('are listed in their order, whole and streamed', () => {
    const expected = [
      expect.objectContaining({ type: 'clear_thinking_20251015', cleared_thinking_turns: 1 }),
      expect.objectContaining({ type: 'clear_tool_uses_20250919', cleared_tool_uses: 5 }),
    ];
    expect(appliedTo(body)).toEqual(expected);
    const last = bodiesOf(frames(body)).find(({ type }) => type === 'message_delta');
    expect(last?.['context_management']).toEqual({ applied_edits: expected });
  });

  it('are applied when tokens are counted, which says what there was before', async () => {
    const [thought = {}, used = {}] = appliedTo(body);
    const cleared = Number(thought['cleared_input_tokens']) + Number(used['cleared_input_tokens']);
    const inputTokens = tokensOfBody(body);
    expect(await countTokens(body)).toEqual({
      input_tokens: inputTokens,
      context_management: { original_input_tokens: inputTokens + cleared },
    });
    expect(await countTokens({ messages: conversation(1) })).toEqual({
      input_tokens: expect.any(Number) as number,
    });
  });

  it('are applied in steps where the conversation is long', async () => {
    const endpoint = endpointAt(createProvider(), '/v1/messages') as GenerationEndpoint;
    let runs = 0;
    const inSteps = <T>(steps: Steps<T>) => {
      runs += 1;
      return Promise.resolve(takeSteps(steps));
    };
    const whole = { model: 'claude-haiku-4-5', max_tokens: 1000 };
    const parse = async (uses: number): Promise<Exchange> =>
      endpoint.parse(
        { ...whole, messages: conversation(uses), ...withEdits(toolEdit()) },
        { ...context, inSteps },
      );
    const short = await parse(4);
    expect(runs).toBe(0);
    const longer = await parse(60);
    expect(runs).toBe(1);
    expect(short.request.messages).toHaveLength(9);
    expect(tokensOf(longer.request)).toBe(
      tokensOfBody({ messages: conversation(60), ...withEdits(toolEdit()) }),
    );
  });
});

describe('compaction', () => {
  const edit = { type: 'compact_20260112', trigger: { type: 'input_tokens', value: 50_000 } };
  const reached = { messages: [{ role: 'user', content: 'word '.repeat(50_000) }], ...withEdits(edit) };

  it('has no effect before its trigger is reached', () => {
    expect(appliedTo(withEdits(edit))).toEqual([]);
  });

  it('is refused where it would happen, and ignored where tokens are only counted', async () => {
    expect(refusalText(reached)).toMatch(
      /^context_management\.edits\.0\.compact_20260112: The prompt has 50\d{3} input tokens, which reaches the trigger of 50000\. This llmsim does not compact/,
    );
    expect(await countTokens(reached)).toHaveProperty('context_management.original_input_tokens');
  });
});

describe('a request for a summary', () => {
  it('is refused, and ignored where tokens are only counted', async () => {
    const body = { messages: conversation(1), compaction: { type: 'summarize' } };
    expect(refusalText(body)).toMatch(/^compaction: This llmsim does not compact conversations/);
    expect(await countTokens(body)).toEqual({ input_tokens: expect.any(Number) as number });
  });
});

describe('edits that the service refuses', () => {
  const place = 'context_management.edits.0.clear_tool_uses_20250919';
  const amount = (type: string, value?: unknown) => ({ type, value });

  it.each<[string, Fields]>([
    [
      "context_management.edits.0: Input tag 'clear_all' found using 'type' does not match any of the expected tags: 'clear_tool_uses_20250919', 'clear_thinking_20251015', 'compact_20260112'",
      { type: 'clear_all' },
    ],
    ['context_management.edits.0.type: Field required', {}],
    [
      `${place}.keep.value: Input should be greater than or equal to 0`,
      toolEdit({ keep: amount('tool_uses', -1) }),
    ],
    [`${place}.keep.value: Field required`, toolEdit({ keep: amount('tool_uses') })],
    [
      `${place}.trigger.input_tokens.value: Input should be a valid integer`,
      toolEdit({ trigger: amount('input_tokens', '5') }),
    ],
    [
      `${place}.clear_at_least: Input tag 'tool_uses' found using 'type' does not match any of the expected tags: 'input_tokens'`,
      toolEdit({ clear_at_least: amount('tool_uses', 5) }),
    ],
    [`${place}.exclude_tools: Input should be a valid list`, toolEdit({ exclude_tools: 'look' })],
    [`${place}.exclude_tools.1: Input should be a valid string`, toolEdit({ exclude_tools: ['look', 5] })],
    [`${place}.clear_tool_inputs: Input should be a valid boolean`, toolEdit({ clear_tool_inputs: 'yes' })],
    [
      'context_management.edits.0.clear_thinking_20251015.keep.thinking_turns.value: Input should be greater than or equal to 1',
      thinkingEdit({ keep: amount('thinking_turns', 0) }),
    ],
    [
      'context_management.edits.0.compact_20260112.trigger.value: Input should be greater than or equal to 50000',
      { type: 'compact_20260112', trigger: amount('input_tokens', 10) },
    ],
  ])('%s', (message, edit) => {
    expect(refusalText({ ...thinks, ...withEdits(edit) })).toBe(message);
  });

  it('are those with thinking after others, and unknown members where the server is strict', () => {
    expect(refusalText({ ...thinks, ...withEdits(toolEdit(), thinkingEdit()) })).toBe(
      'context_management.edits.1: `clear_thinking_20251015` must be the first of the edits',
    );
    expect(refusalText(withEdits(toolEdit({ keeps: 1 })), context, true)).toBe(
      `${place}.keeps: Extra inputs are not permitted`,
    );
  });
});
