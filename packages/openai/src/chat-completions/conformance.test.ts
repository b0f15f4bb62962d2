import {
  bodyOf,
  chunkTextsOf,
  contextOf,
  lookUp,
  parseChat,
  providerOf,
  storeOf,
} from '../../fixtures/exchanges.js';
import { createDocumentValidator } from '../../../openresponses/fixtures/document-validator.js';
import { callPart, replyOf, textPart, turnOf } from '../../fixtures/planned-reply.js';
import { readRecordedFacts, streamFactsOf } from '../../fixtures/recorded-facts.js';

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

describe('the published document', () => {
  const { problems } = createDocumentValidator('openai');

  describe.each(Object.entries(replies))('describes %s', (_reply, reply) => {
    it.each(bodies)('as one body, for %s', (_name, body) => {
      const completion = bodyOf(parseChat(body).encodeReply(reply));
      expect(problems('CreateChatCompletionResponse', completion)).toEqual([]);
    });

    it.each(bodies)('as a stream, for %s', (_name, body) => {
      for (const include_usage of [true, false]) {
        for (const text of chunkTextsOf({ ...body, stream_options: { include_usage } }, reply)) {
          expect(problems('CreateChatCompletionStreamResponse', JSON.parse(text))).toEqual([]);
        }
      }
    });
  });

  it('notices what is wrong', () => {
    const completion = bodyOf(parseChat({}).encodeReply(replies['a text']));
    expect(
      problems('CreateChatCompletionResponse', { ...completion, choices: [{ index: '0' }] }),
    ).not.toEqual([]);
    expect(problems('ErrorResponse', { error: { message: 'No.' } })).not.toEqual([]);
  });

  it('describes errors', () => {
    for (const kind of [
      'invalid-request',
      'authentication',
      'rate-limit',
      'quota',
      'server-error',
      'overloaded',
    ] as const) {
      const failure = bodyOf(providerOf().encodeFailure({ kind }, contextOf()));
      expect(problems('ErrorResponse', failure)).toEqual([]);
    }
  });

  it('describes what is stored, and the models', async () => {
    const provider = providerOf({ store: storeOf() });
    const exchange = parseChat({ store: true, metadata: { a: 'b' } }, provider);
    const id = bodyOf(exchange.encodeReply(replies['a text']))['id'] as string;
    const check = async (name: string, method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => {
      const found = await lookUp(provider, method, path, { params: { id, model: 'gpt-4o' } }, body);
      expect(problems(name, bodyOf(found))).toEqual([]);
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

const { streams, failures } = readRecordedFacts();

describe('recorded streams', () => {
  const recorded = (name: string) => {
    const stream = streams[`chat: ${name}`]!;
    return { ...stream, said: Array<string>(stream.deltas.text).fill('so') };
  };
  const parameters = {
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false,
  };
  const tool = { type: 'function', function: { name: 'find_mayor', parameters, strict: true } };
  const usual = {
    model: 'gpt-4o-mini',
    messages: [{ role: 'user', content: 'Who is the mayor of Oslo?' }],
    stream: true,
    stream_options: { include_usage: true },
  };

  it('of a text after a tool call have the shape of ours', () => {
    const { runs, said } = recorded('a text after a tool');
    const reply = replyOf([turnOf('stop', textPart(...said))]);
    const ours = streamFactsOf(chunkTextsOf({ ...usual, tools: [tool] }, reply));
    expect(ours.runs).toEqual(runs);
    expect(ours.deltas.text).toBeGreaterThan(4);
  });

  it('of a tool call have the shape of ours', () => {
    const { runs, deltas } = recorded('a tool call');
    const [count] = deltas.calls;
    const said = Array<string>(count!).fill('{}');
    const reply = replyOf([turnOf('tool-calls', callPart('find_mayor', ...said))]);
    expect(streamFactsOf(chunkTextsOf({ ...usual, tools: [tool] }, reply)).runs).toEqual(runs);
  });

  it('of a reasoning model with moderation have the shape of ours', () => {
    const { runs, said } = recorded('a reasoning model');
    const reply = replyOf([turnOf('stop', textPart(...said))]);
    const body = { ...usual, model: 'gpt-5', moderation: { model: 'omni-moderation-latest' } };
    expect(streamFactsOf(chunkTextsOf(body, reply)).runs).toEqual(runs);
  });

  it('of parallel tool calls have the choices of ours', () => {
    const { runs, deltas } = recorded('parallel calls');
    const calls = deltas.calls.map((count) => callPart('find_mayor', ...Array<string>(count).fill('{}')));
    const reply = replyOf([turnOf('tool-calls', ...calls)]);
    const body = { ...usual, model: 'gpt-3.5-turbo', tools: [tool], stream_options: undefined };
    const ours = streamFactsOf(chunkTextsOf(body, reply));
    // The recording is of 2024: since then chunks have had a tier and padding.
    const choicesIn = (stream: typeof runs) =>
      stream.map(([count, shape]) => [
        count,
        (shape as [string, unknown][]).find(([key]) => key === 'choices'),
      ]);
    expect(choicesIn(ours.runs)).toEqual(choicesIn(runs));
  });

  it('leave the same remainder of length', () => {
    expect(recorded('a tool call').remainders).toEqual([1]);
    const reply = replyOf([turnOf('tool-calls', callPart('find_mayor', '{', '"city"', '}'))]);
    const { remainders } = streamFactsOf(chunkTextsOf({ ...usual, tools: [tool] }, reply));
    expect(remainders).toEqual([1]);
  });
});

describe('recorded refusals', () => {
  const messages = [
    { role: 'system', content: 'Answer in verse.' },
    { role: 'user', content: 'Good morning' },
  ];

  it.each([
    ['a system message to o1-mini', { model: 'o1-mini', messages, n: 1 }],
    ['web search', { model: 'gpt-4o', messages, web_search_options: { search_context_size: 'low' } }],
  ])('are ours too: %s', (name, body) => {
    const provider = providerOf();
    let ours: unknown;
    try {
      parseChat(body, provider);
    } catch (error) {
      ours = bodyOf(provider.encodeFailure((error as { failure: never }).failure, contextOf()));
    }
    expect(ours).toEqual({ error: failures[`chat: ${name}`]!.error });
  });
});
