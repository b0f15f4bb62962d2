import fc from 'fast-check';
import { timelineOf } from '@llmsim/core';
import type { PlannedReply, SimulatedTurn, TurnPart } from '@llmsim/core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { chunkSchema } from '../../fixtures/chat-schemas.js';
import { bodyOf, chunkTextsOf, framesOf, parseChat, sse, withoutChance } from '../../fixtures/exchanges.js';
import { callPart, replyOf, textPart, turnOf } from '../../fixtures/planned-reply.js';

const isChunk = new Ajv2020().compile(chunkSchema);
const hello = replyOf([turnOf('stop', textPart('Hello', ' world'))]);

interface Chunk {
  readonly id: string;
  readonly choices: readonly {
    readonly index: number;
    readonly delta: {
      readonly role?: string;
      readonly content?: string | null;
      readonly refusal?: string | null;
      readonly tool_calls?: readonly Record<string, unknown>[];
      readonly function_call?: { readonly name?: string; readonly arguments: string };
    };
    readonly logprobs?: { content: { token: string }[] | null; refusal: { token: string }[] | null } | null;
    readonly finish_reason: string | null;
  }[];
  readonly usage?: unknown;
  readonly obfuscation?: string;
}

const chunksOf = (body: object, reply: PlannedReply = hello): Chunk[] =>
  chunkTextsOf(body, reply).map((text) => {
    const chunk = JSON.parse(text) as Chunk;
    isChunk(chunk);
    expect(isChunk.errors ?? []).toEqual([]);
    return chunk;
  });
/** The deltas of one choice as JSON texts, with the finish reason where there is one. */
const deltasOf = (body: object, reply: PlannedReply, index = 0) =>
  chunksOf(body, reply)
    .flatMap(({ choices }) => choices)
    .filter((choice) => choice.index === index)
    .map(({ delta, finish_reason }) => JSON.stringify(delta) + (finish_reason ?? ''));

const head =
  'data: {"id":"chatcmpl-ID","object":"chat.completion.chunk","created":1746142584,"model":"gpt-4o-2024-08-06","service_tier":"default","system_fingerprint":"fp_ID","choices":';

describe('createStreamEncoder', () => {
  it('writes the chunks in the order of the wire, key by key', () => {
    const body = { stream: true, stream_options: { include_usage: true, include_obfuscation: false } };
    expect(framesOf(parseChat(body), hello).map(withoutChance)).toEqual([
      `${head}[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null}\n\n`,
      `${head}[{"index":0,"delta":{"content":"Hello"},"logprobs":null,"finish_reason":null}],"usage":null}\n\n`,
      `${head}[{"index":0,"delta":{"content":" world"},"logprobs":null,"finish_reason":null}],"usage":null}\n\n`,
      `${head}[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null}\n\n`,
      `${head}[],"usage":{"prompt_tokens":9,"completion_tokens":12,"total_tokens":21,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}}\n\n`,
      'data: [DONE]\n\n',
    ]);
  });

  it('puts nothing after the last chunk where the transport itself says when it is over', () => {
    const frames = framesOf(parseChat({ stream: true }), hello, { ...sse, terminated: false });
    expect(frames.at(-1)).toContain('"finish_reason":"stop"');
  });

  it('shows the usage only if that was asked for', () => {
    const chunks = chunksOf({});
    expect(chunks).toHaveLength(4);
    for (const chunk of chunks) expect(chunk).not.toHaveProperty('usage');
  });

  /** The reply with its tokens put together, so many at a time. */
  const inChunks = (pieces: readonly string[], size: number): PlannedReply => {
    const whole = replyOf([turnOf('stop', textPart(...pieces))]);
    const events = [...whole.timeline].flatMap((timed) => {
      if (timed.event.type !== 'part-delta') return [timed];
      const at = timed.atMs - 2;
      const tokens = at % size === size - 1 || at === pieces.length - 1 ? (at % size) + 1 : 0;
      const delta = pieces.slice(at + 1 - tokens, at + 1).join('');
      return tokens === 0 ? [] : [{ ...timed, event: { ...timed.event, delta, tokens } }];
    });
    return { ...whole, timeline: timelineOf(() => events[Symbol.iterator]()) };
  };

  it('shows one log probability for each token of a chunk, the same as one by one', () => {
    const pieces = ['One', ' two', ' three', ' four', ' five'];
    const encodeAll = (size: number) =>
      chunksOf({ logprobs: true, top_logprobs: 2 }, inChunks(pieces, size))
        .flatMap(({ choices }) => choices)
        .flatMap(({ logprobs }) => logprobs?.content ?? []);
    expect(encodeAll(3).map(({ token }) => token)).toEqual(pieces);
    expect(encodeAll(3)).toEqual(encodeAll(1));
  });

  /** What chunks say of usage; in the words of vLLM, which OpenAI's schema does not have. */
  const usagesOf = (reply: PlannedReply): unknown[] => {
    const stream_options = { include_usage: true, continuous_usage_stats: true };
    const texts = chunkTextsOf({ stream: true, stream_options }, reply);
    return texts.slice(0, -1).map((text) => (JSON.parse(text) as Chunk).usage);
  };

  it('shows the tokens so far in each chunk for those who ask as clients of vLLM do', () => {
    const pieces = Array.from({ length: 10 }, (_, index) => ` ${index}`);
    expect(usagesOf(inChunks(pieces, 4))).toEqual(
      [0, 4, 8, 10, 10].map((tokens) => ({
        prompt_tokens: 9,
        total_tokens: 9 + tokens,
        completion_tokens: tokens,
      })),
    );
  });

  it('shows the tokens so far of a tool call too, and of reasoning that is not shown', () => {
    const reasoning: TurnPart = { type: 'reasoning', tokenCount: 64, pieces: [] };
    const reply = replyOf([turnOf('tool-calls', reasoning, callPart('f', '{', '}'))]);
    expect(usagesOf(reply)).toMatchObject([64, 65, 66, 66].map((tokens) => ({ completion_tokens: tokens })));
  });

  it('shows no tokens so far where no usage was asked for', () => {
    for (const chunk of chunksOf({ stream: true, stream_options: { continuous_usage_stats: true } })) {
      expect(chunk).not.toHaveProperty('usage');
    }
  });

  it('leaves log probabilities out for a model that reasons', () => {
    for (const { choices } of chunksOf({ model: 'gpt-5' })) expect(choices[0]).not.toHaveProperty('logprobs');
  });

  it('pads every chunk to a length of one more than a multiple of 16', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string(), { minLength: 1, maxLength: 20 }),
        fc.boolean(),
        (pieces, include_usage) => {
          const reply = replyOf([turnOf('stop', textPart(...pieces))]);
          for (const text of chunkTextsOf({ stream_options: { include_usage } }, reply)) {
            expect(text.length % 16).toBe(1);
            expect((JSON.parse(text) as Chunk).obfuscation).toMatch(/^[0-9A-Za-z]{1,16}$/);
          }
        },
      ),
    );
  });

  it('does not pad if that was not wanted', () => {
    for (const chunk of chunksOf({ stream_options: { include_obfuscation: false } }))
      expect(chunk).not.toHaveProperty('obfuscation');
  });

  it('writes one tool call with its head in the first chunk', () => {
    const deltas = deltasOf(
      {},
      replyOf([turnOf('tool-calls', callPart('get_capital', '{"', 'country', '":"UK"}'))]),
    );
    expect(deltas.map(withoutChance)).toEqual([
      '{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_ID","type":"function","function":{"name":"get_capital","arguments":""}}],"refusal":null}',
      '{"tool_calls":[{"index":0,"function":{"arguments":"{\\""}}]}',
      '{"tool_calls":[{"index":0,"function":{"arguments":"country"}}]}',
      '{"tool_calls":[{"index":0,"function":{"arguments":"\\":\\"UK\\"}"}}]}',
      '{}tool_calls',
    ]);
  });

  it('writes parallel tool calls after a chunk that only opens', () => {
    const deltas = deltasOf(
      {},
      replyOf([turnOf('tool-calls', callPart('f', '{}'), callPart('g', '{', '}'))]),
    );
    expect(deltas.map(withoutChance)).toEqual([
      '{"role":"assistant","content":null}',
      '{"tool_calls":[{"index":0,"id":"call_ID","type":"function","function":{"name":"f","arguments":""}}]}',
      '{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}',
      '{"tool_calls":[{"index":1,"id":"call_ID","type":"function","function":{"name":"g","arguments":""}}]}',
      '{"tool_calls":[{"index":1,"function":{"arguments":"{"}}]}',
      '{"tool_calls":[{"index":1,"function":{"arguments":"}"}}]}',
      '{}tool_calls',
    ]);
  });

  it('writes a call after a text', () => {
    const deltas = deltasOf({}, replyOf([turnOf('tool-calls', textPart('Wait.'), callPart('f', '{}'))]));
    expect(deltas.map(withoutChance)).toEqual([
      '{"role":"assistant","content":"","refusal":null}',
      '{"content":"Wait."}',
      '{"tool_calls":[{"index":0,"id":"call_ID","type":"function","function":{"name":"f","arguments":""}}]}',
      '{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}',
      '{}tool_calls',
    ]);
  });

  it('writes the call of a custom tool', () => {
    const run: TurnPart = { type: 'tool-call', tool: 'custom', name: 'run', pieces: ['ls'] };
    const deltas = deltasOf({}, replyOf([turnOf('tool-calls', run)]));
    expect(deltas.map(withoutChance)).toEqual([
      '{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_ID","type":"custom","custom":{"name":"run","input":""}}],"refusal":null}',
      '{"tool_calls":[{"index":0,"custom":{"input":"ls"}}]}',
      '{}tool_calls',
    ]);
  });

  it('writes the deprecated function call', () => {
    const reply = replyOf([turnOf('tool-calls', callPart('f', '{', '}'))]);
    expect(deltasOf({ functions: [{ name: 'f' }] }, reply)).toEqual([
      '{"role":"assistant","content":null,"function_call":{"name":"f","arguments":""},"refusal":null}',
      '{"function_call":{"arguments":"{"}}',
      '{"function_call":{"arguments":"}"}}',
      '{}function_call',
    ]);
  });

  it('writes a refusal', () => {
    expect(deltasOf({}, replyOf([turnOf('stop', { type: 'refusal', pieces: ['No', '.'] })]))).toEqual([
      '{"role":"assistant","content":null,"refusal":null}',
      '{"refusal":"No"}',
      '{"refusal":"."}',
      '{}stop',
    ]);
  });

  it('shows nothing of reasoning, and opens the choice all the same', () => {
    const thought: TurnPart = { type: 'reasoning', tokenCount: 2, pieces: ['I', ' think'] };
    expect(deltasOf({ model: 'gpt-5' }, replyOf([turnOf('stop', thought, textPart('Yes'))]))).toEqual([
      '{"role":"assistant","content":"","refusal":null}',
      '{"content":"Yes"}',
      '{}stop',
    ]);
    expect(deltasOf({ model: 'gpt-5' }, replyOf([turnOf('length', thought)]))).toEqual([
      '{"role":"assistant","content":"","refusal":null}',
      '{}length',
    ]);
  });

  it('opens and ends each of several choices', () => {
    const reply = replyOf([turnOf('stop', textPart('a', 'b')), turnOf('length', textPart('c'))]);
    const opened = '{"role":"assistant","content":"","refusal":null}';
    expect(deltasOf({ n: 2 }, reply, 0)).toEqual([opened, '{"content":"a"}', '{"content":"b"}', '{}stop']);
    expect(deltasOf({ n: 2 }, reply, 1)).toEqual([opened, '{"content":"c"}', '{}length']);
    expect(chunksOf({ n: 2 }, reply).map(({ choices }) => choices[0]?.index)).toEqual([0, 1, 0, 1, 0, 1, 0]);
  });

  it('shows the log probability of each token with it', () => {
    const chunks = chunksOf({ logprobs: true, top_logprobs: 1 });
    const shown = chunks.map(({ choices }) => choices[0]?.logprobs?.content?.map(({ token }) => token));
    expect(shown).toEqual([undefined, ['Hello'], [' world'], undefined]);
  });

  it('says what moderation found last', () => {
    const chunks = chunksOf({ moderation: { model: 'm' }, stream_options: { include_usage: true } });
    expect(chunks.at(-2)).toHaveProperty('usage.total_tokens');
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: null, moderation: { input: {} } });
  });

  it('reports a failure in the stream as outside it', () => {
    const encoder = parseChat({ stream: true }).createEncoder(hello, sse);
    expect(encoder.encode({ type: 'failure', failure: { kind: 'overloaded' } })).toEqual([
      'data: {"error":{"message":"Our servers are currently overloaded. Please try again later.","type":"service_unavailable_error","param":null,"code":"server_is_overloaded"}}\n\n',
    ]);
    expect(encoder.close()).toEqual([]);
  });

  const pieces = fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 6 });
  const part: fc.Arbitrary<TurnPart> = fc.oneof(
    pieces.map((said) => textPart(...said)),
    pieces.map((said): TurnPart => ({ type: 'refusal', pieces: said })),
    pieces.map((said) => callPart('f', ...said)),
    pieces.map((said): TurnPart => ({ type: 'tool-call', tool: 'custom', name: 'g', pieces: said })),
    fc.constant<TurnPart>({ type: 'reasoning', tokenCount: 4, pieces: [] }),
  );
  const turn: fc.Arbitrary<SimulatedTurn> = fc
    .array(part, { maxLength: 4 })
    .map((parts) => turnOf(parts.some(({ type }) => type === 'tool-call') ? 'tool-calls' : 'stop', ...parts));

  it('streams what the whole reply says, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(turn, { minLength: 1, maxLength: 3 }), fc.boolean(), (turns, logprobs) => {
        const reply = replyOf(turns);
        const whole = bodyOf(parseChat({ logprobs }).encodeReply(reply)) as unknown as {
          id: string;
          choices: {
            message: Record<string, unknown>;
            logprobs: Record<string, unknown> | null;
            finish_reason: string;
          }[];
        };
        const chunks = chunksOf({ logprobs }, reply);
        expect(new Set(chunks.map(({ id }) => id))).toEqual(new Set([whole.id]));
        whole.choices.forEach(({ message, logprobs: logprobsOfWhole, finish_reason }, index) => {
          const own = chunks.flatMap(({ choices }) => choices).filter((choice) => choice.index === index);
          expect(own[0]?.delta.role).toBe('assistant');
          expect(own.filter(({ delta }) => delta.role !== undefined)).toHaveLength(1);
          expect(own.at(-1)?.finish_reason).toBe(finish_reason);
          const join = (key: 'content' | 'refusal') => own.map(({ delta }) => delta[key] ?? '').join('');
          expect(join('content')).toBe(message['content'] ?? '');
          expect(join('refusal')).toBe(message['refusal'] ?? '');
          expect(assembleCalls(own.flatMap(({ delta }) => delta.tool_calls ?? []))).toEqual(
            message['tool_calls'] ?? [],
          );
          for (const key of ['content', 'refusal'] as const) {
            expect(own.flatMap((choice) => choice.logprobs?.[key] ?? [])).toEqual(
              logprobsOfWhole?.[key] ?? [],
            );
          }
        });
      }),
      { numRuns: 200 },
    );
  });
});

/** Puts tool calls together as clients do. */
function assembleCalls(deltas: readonly Record<string, unknown>[]): unknown[] {
  const calls: Record<string, unknown>[] = [];
  for (const { index, ...delta } of deltas as { index: number; [key: string]: unknown }[]) {
    const call = (calls[index] ??= {});
    for (const [key, value] of Object.entries(delta)) {
      if (typeof value === 'string') {
        expect(call).not.toHaveProperty(key);
        call[key] = value;
        continue;
      }
      const target = (call[key] ??= {}) as Record<string, string>;
      for (const [name, text] of Object.entries(value as Record<string, string>))
        target[name] = (target[name] ?? '') + text;
    }
  }
  return calls;
}
