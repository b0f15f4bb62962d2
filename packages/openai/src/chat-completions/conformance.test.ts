import {
  bodyOf,
  chunkTextsOf,
  contextOf,
  lookUp,
  parseChat,
  providerOf,
  storeOf,
} from '../../fixtures/exchanges.js';
import { createDocumentValidator, hasDocument, readRecording } from '../../fixtures/openapi-document.js';
import { callPart, replyOf, textPart, turnOf } from '../../fixtures/planned-reply.js';

const whenAtHand = hasDocument ? describe : describe.skip;

const replies = {
  'a text': replyOf([turnOf('stop', textPart('Hello', ' world'))]),
  'a text that was cut': replyOf([turnOf('length', textPart('Hello'))]),
  'a tool call': replyOf([turnOf('tool-calls', callPart('f', '{', '}'))]),
  'parallel tool calls': replyOf([turnOf('tool-calls', callPart('f', '{}'), callPart('g', '{}'))]),
  'a refusal': replyOf([turnOf('stop', { type: 'refusal', pieces: ['No'] })]),
  'hidden thoughts': replyOf([
    turnOf('stop', { type: 'reasoning', tokenCount: 2, pieces: [] }, textPart('Yes')),
  ]),
  'three choices': replyOf([1, 2, 3].map((n) => turnOf('stop', textPart(String(n))))),
  'a filtered text': replyOf([turnOf('content-filter', textPart('…'))]),
};
const bodies: [string, object][] = [
  ['a plain request', {}],
  ['a reasoning model', { model: 'gpt-5' }],
  ['log probabilities', { logprobs: true, top_logprobs: 3 }],
  ['moderation', { moderation: { model: 'omni-moderation-latest' } }],
  ['another tier', { service_tier: 'flex' }],
  ['deprecated functions', { functions: [{ name: 'f' }] }],
];

whenAtHand('the published document', () => {
  const compile = hasDocument ? createDocumentValidator() : () => (() => true) as never;

  describe.each(Object.entries(replies))('describes %s', (_reply, reply) => {
    const isCompletion = compile('CreateChatCompletionResponse');
    const isChunk = compile('CreateChatCompletionStreamResponse');

    it.each(bodies)('as one body, for %s', (_name, body) => {
      isCompletion(bodyOf(parseChat(body).encodeReply(reply)));
      expect(isCompletion.errors ?? []).toEqual([]);
    });

    it.each(bodies)('as a stream, for %s', (_name, body) => {
      for (const include_usage of [true, false]) {
        for (const text of chunkTextsOf({ ...body, stream_options: { include_usage } }, reply)) {
          isChunk(JSON.parse(text));
          expect(isChunk.errors ?? []).toEqual([]);
        }
      }
    });
  });

  it('describes errors', () => {
    const isError = compile('ErrorResponse');
    for (const kind of [
      'invalid-request',
      'authentication',
      'rate-limit',
      'quota',
      'server-error',
      'overloaded',
    ] as const) {
      isError(bodyOf(providerOf().encodeFailure({ kind }, contextOf())));
      expect(isError.errors ?? []).toEqual([]);
    }
  });

  it('describes what is stored, and the models', async () => {
    const provider = providerOf({ store: storeOf() });
    const exchange = parseChat({ store: true, metadata: { a: 'b' } }, provider);
    const id = bodyOf(exchange.encodeReply(replies['a text']))['id'] as string;
    const check = async (name: string, method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => {
      const isDescribed = compile(name);
      isDescribed(bodyOf(await lookUp(provider, method, path, { params: { id, model: 'gpt-4o' } }, body)));
      expect(isDescribed.errors ?? []).toEqual([]);
    };
    await check('ChatCompletionList', 'GET', '/chat/completions');
    await exchange.finish?.(replies['a text'], 'completed');
    await check('ChatCompletionList', 'GET', '/chat/completions');
    await check('CreateChatCompletionResponse', 'GET', '/chat/completions/:id');
    await check('CreateChatCompletionResponse', 'POST', '/chat/completions/:id', { metadata: {} });
    await check('ChatCompletionDeleted', 'DELETE', '/chat/completions/:id');
    await check('ListModelsResponse', 'GET', '/models');
    await check('Model', 'GET', '/models/*model');
  });
});

/** What can be compared of a chunk: the order of its keys, and every value that is not a matter of chance. */
function shapeOf(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => shapeOf(item));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).map(([name, item]) => [name, shapeOf(item, name)]);
  }
  const free = ['id', 'created', 'system_fingerprint', 'obfuscation', 'content', 'arguments'];
  if (!free.includes(key) || value === null) return typeof value === 'number' ? 'number' : value;
  return value === '' ? '' : typeof value;
}

const linesOf = (body: unknown) =>
  (body as string)
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => line.slice('data: '.length));

whenAtHand('recorded streams', () => {
  const record = (name: string, at: number) => {
    const recording = readRecording(name)[at]!;
    return { body: recording.request.body, lines: linesOf(recording.response.body) };
  };
  /** The deltas of the recording, so that the same is said. */
  const saidIn = (lines: readonly string[], read: (delta: Record<string, never>) => string | undefined) =>
    lines.flatMap((line) => {
      const { choices } = JSON.parse(line) as { choices: { delta: Record<string, never> }[] };
      const said = choices[0] === undefined ? undefined : read(choices[0].delta);
      return said === undefined || said === '' ? [] : [said];
    });
  const shapesOf = (lines: readonly string[]) => lines.map((line) => shapeOf(JSON.parse(line)));

  it('of a text have the shape of ours', () => {
    const { body, lines } = record('chat-stream-tools-include_usage', 1);
    const reply = replyOf([turnOf('stop', textPart(...saidIn(lines, ({ content }) => content)))]);
    const tools = [{ type: 'function', function: { name: 'get_capital' } }];
    const ours = chunkTextsOf({ ...body, tools }, reply);
    expect(shapesOf(ours.map((line) => line.replace('gpt-4o-mini', 'gpt-4o-mini-2024-07-18')))).toEqual(
      shapesOf(lines),
    );
  });

  it('of a tool call have the shape of ours', () => {
    const { body, lines } = record('chat-stream-tools-include_usage', 0);
    const said = saidIn(
      lines,
      (delta) =>
        (delta['tool_calls'] as { function: { arguments: string } }[] | undefined)?.[0]?.function.arguments,
    );
    const reply = replyOf([turnOf('tool-calls', callPart('get_capital', ...said))]);
    const ours = chunkTextsOf(body, reply);
    expect(shapesOf(ours.map((line) => line.replace('gpt-4o-mini', 'gpt-4o-mini-2024-07-18')))).toEqual(
      shapesOf(lines),
    );
  });

  it('of a reasoning model with moderation have the shape of ours', () => {
    const { body, lines } = record('chat-stream-gpt5-include_usage', 0);
    const reply = replyOf([turnOf('stop', textPart(...saidIn(lines, ({ content }) => content)))]);
    const ours = shapesOf(chunkTextsOf(body, reply));
    const recorded = shapesOf(lines);
    expect(ours.slice(0, -1)).toEqual(recorded.slice(0, -1));
    expect((ours.at(-1) as [string, unknown][]).map(([key]) => key)).toEqual(
      (recorded.at(-1) as [string, unknown][]).map(([key]) => key),
    );
  });

  it('of parallel tool calls have the deltas of ours', () => {
    const { body, lines } = record('chat-stream-parallel-tools', 0);
    const calls: string[][] = [];
    for (const line of lines) {
      const { choices } = JSON.parse(line) as {
        choices: { delta: { tool_calls?: { index: number; function: { arguments: string } }[] } }[];
      };
      const call = choices[0]?.delta.tool_calls?.[0];
      if (call !== undefined) (calls[call.index] ??= []).push(call.function.arguments);
    }
    const reply = replyOf([
      turnOf('tool-calls', ...calls.map((said) => callPart('get_current_weather', ...said.slice(1)))),
    ]);
    const choicesOf = (texts: readonly string[]) =>
      texts.map((line) => shapeOf((JSON.parse(line) as { choices: unknown }).choices));
    expect(choicesOf(chunkTextsOf(body, reply))).toEqual(choicesOf(lines));
  });

  it('leave the same remainder of length', () => {
    const { lines } = record('chat-stream-tools-include_usage', 0);
    expect(new Set(lines.map((line) => line.length % 16))).toEqual(new Set([1]));
  });
});

whenAtHand('recorded refusals', () => {
  it.each(['chat-error-400-role', 'chat-error-400-websearch'])('are ours too: %s', (name) => {
    const [recording] = readRecording(name);
    const provider = providerOf();
    let ours: unknown;
    try {
      parseChat(recording!.request.body, provider);
    } catch (error) {
      ours = bodyOf(provider.encodeFailure((error as { failure: never }).failure, contextOf()));
    }
    expect(ours).toEqual(recording!.response.body);
  });
});
