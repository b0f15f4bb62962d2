import { Ajv2020 } from 'ajv/dist/2020.js';
import { completionSchema } from '../../fixtures/chat-schemas.js';
import { bodyOf, parseChat, withoutChance } from '../../fixtures/exchanges.js';
import { callPart, replyOf, textPart, turnOf } from '../../fixtures/planned-reply.js';

const isCompletion = new Ajv2020().compile(completionSchema);
const hello = replyOf([turnOf('stop', textPart('Hello', ' world', '.'))]);

const encode = (body: object, reply = hello) => {
  const completion = bodyOf(parseChat(body).encodeReply(reply)) as {
    choices: { message: Record<string, unknown>; logprobs: unknown; finish_reason: string }[];
    [key: string]: unknown;
  };
  isCompletion(completion);
  expect(isCompletion.errors ?? []).toEqual([]);
  return completion;
};

describe('encodeReply', () => {
  it('writes the whole object in the order of the wire', () => {
    const { body, ...rest } = parseChat({}).encodeReply(hello);
    expect({ ...rest, body: withoutChance(body) }).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body:
        '{"id":"chatcmpl-ID","object":"chat.completion","created":1746142584,"model":"gpt-4o-2024-08-06",' +
        '"choices":[{"index":0,"message":{"role":"assistant","content":"Hello world.","refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"stop"}],' +
        '"usage":{"prompt_tokens":9,"completion_tokens":12,"total_tokens":21,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},' +
        '"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}},' +
        '"service_tier":"default","system_fingerprint":"fp_ID"}',
    });
  });

  it('leaves log probabilities out for a model that reasons', () => {
    const [choice] = encode({ model: 'gpt-5' }).choices;
    expect(choice).not.toHaveProperty('logprobs');
  });

  it('hides reasoning', () => {
    const thought = { type: 'reasoning', tokenCount: 3, pieces: ['I', ' think'] } as const;
    const { message } = encode({ model: 'gpt-5' }, replyOf([turnOf('stop', thought, textPart('Yes'))]))
      .choices[0]!;
    expect(message['content']).toBe('Yes');
  });

  it('says nothing where all tokens were spent on thinking', () => {
    const thought = { type: 'reasoning', tokenCount: 3, pieces: [] } as const;
    const [choice] = encode({ model: 'gpt-5' }, replyOf([turnOf('length', thought)])).choices;
    expect(choice).toMatchObject({ message: { content: '', refusal: null }, finish_reason: 'length' });
  });

  it('shows tool calls', () => {
    const run = { type: 'tool-call', tool: 'custom', name: 'run', pieces: ['ls', ' -l'] } as const;
    const reply = replyOf([turnOf('tool-calls', callPart('weather', '{"a"', ':1}'), run)]);
    const tools = [
      { type: 'function', function: { name: 'weather' } },
      { type: 'custom', custom: { name: 'run' } },
    ];
    const [choice] = encode({ tools }, reply).choices;
    expect(choice).toMatchObject({
      message: {
        content: null,
        tool_calls: [
          { type: 'function', function: { name: 'weather', arguments: '{"a":1}' } },
          { type: 'custom', custom: { name: 'run', input: 'ls -l' } },
        ],
        refusal: null,
      },
      finish_reason: 'tool_calls',
    });
    const ids = (choice?.message['tool_calls'] as { id: string }[]).map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
  });

  it('shows a text and the calls after it', () => {
    const { message } = encode({}, replyOf([turnOf('tool-calls', textPart('Wait.'), callPart('f', '{}'))]))
      .choices[0]!;
    expect(message).toMatchObject({ content: 'Wait.', tool_calls: [{ function: { name: 'f' } }] });
  });

  it('shows the deprecated function call', () => {
    const { message } = encode(
      { functions: [{ name: 'f' }] },
      replyOf([turnOf('tool-calls', callPart('f', '{}'))]),
    ).choices[0]!;
    expect(message).toEqual({
      role: 'assistant',
      content: null,
      function_call: { name: 'f', arguments: '{}' },
      refusal: null,
      annotations: [],
    });
  });

  it('shows a refusal', () => {
    const { message } = encode({}, replyOf([turnOf('stop', { type: 'refusal', pieces: ['I', "'m sorry."] })]))
      .choices[0]!;
    expect(message).toMatchObject({ content: null, refusal: "I'm sorry." });
  });

  it('numbers the choices', () => {
    const reply = replyOf([turnOf('stop', textPart('a')), turnOf('length', textPart('b'))]);
    expect(encode({ n: 2 }, reply).choices).toMatchObject([
      { index: 0, message: { content: 'a' }, finish_reason: 'stop' },
      { index: 1, message: { content: 'b' }, finish_reason: 'length' },
    ]);
  });

  it.each([
    [undefined, 'default'],
    ['auto', 'default'],
    ['default', 'default'],
    ['flex', 'flex'],
    ['priority', 'priority'],
    ['fast', 'priority'],
  ])('names the tier for %s: %s', (service_tier, expected) => {
    expect(encode({ service_tier })['service_tier']).toBe(expected);
  });

  it('shows log probabilities of every token', () => {
    const [choice] = encode({ logprobs: true, top_logprobs: 2 }).choices;
    const { content, refusal } = choice?.logprobs as {
      content: { token: string; top_logprobs: unknown[] }[];
      refusal: null;
    };
    expect(content.map(({ token }) => token)).toEqual(['Hello', ' world', '.']);
    expect(content.map(({ top_logprobs }) => top_logprobs.length)).toEqual([2, 2, 2]);
    expect(refusal).toBeNull();
  });

  it('shows log probabilities of a refusal, and none of calls', () => {
    const refusal = replyOf([turnOf('stop', { type: 'refusal', pieces: ['No', '.'] })]);
    expect(encode({ logprobs: true }, refusal).choices[0]?.logprobs).toMatchObject({
      content: null,
      refusal: [{ token: 'No' }, { token: '.' }],
    });
    const call = replyOf([turnOf('tool-calls', callPart('f', '{}'))]);
    expect(encode({ logprobs: true }, call).choices[0]?.logprobs).toBeNull();
  });

  it('says what moderation found if that was asked for', () => {
    expect(encode({ moderation: { model: 'omni-moderation-latest' } })['moderation']).toMatchObject({
      output: { type: 'moderation_results', model: 'omni-moderation-latest' },
    });
    expect(encode({})).not.toHaveProperty('moderation');
  });
});

describe('a long reply', () => {
  const words = Array.from({ length: 12_000 }, (_, index) => (index % 7 === 0 ? ' "é🌤"' : ' word'));
  const texts = [turnOf('stop', textPart(...words)), turnOf('length', textPart('a', 'b'))];
  const refusal = turnOf('stop', { type: 'refusal', pieces: words }, textPart(...words));
  const calls = turnOf('tool-calls', callPart('f', ...words));

  it.each([
    ['of two choices', { n: 2 }, texts],
    ['with log probabilities', { n: 2, logprobs: true, top_logprobs: 3 }, texts],
    ['that refuses', { logprobs: true }, [refusal]],
    ['that calls a tool', {}, [calls]],
    ['of a model that searches', { model: 'gpt-4o-search-preview' }, texts],
    ['of a model that reasons', { model: 'gpt-5' }, texts],
  ])('%s is in pieces what it is as a whole', (_what, body, turns) => {
    const exchange = parseChat(body);
    const reply = replyOf(turns);
    const { pieces = [], ...rest } = exchange.encodeLongReply?.(reply) ?? {};
    const { body: whole, ...head } = exchange.encodeReply(reply);
    expect(rest).toEqual(head);
    const list = [...pieces];
    expect(list.length).toBeGreaterThan(2);
    expect(Math.max(...list.map(({ length }) => length))).toBeLessThan(70_000);
    expect(withoutChance(list.join(''))).toBe(withoutChance(whole));
  });

  it('is no reply of a few tokens', () => {
    expect(parseChat({ logprobs: true, top_logprobs: 20 }).encodeLongReply?.(hello)).toBeUndefined();
  });
});
