import { gzipSync } from 'node:zlib';

/** One thing that a single client does to a server. */
export interface Attack {
  readonly name: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body, made when it is needed. */
  readonly body: () => string | Uint8Array<ArrayBuffer>;
  /** How many such requests are sent at once. */
  readonly requests: number;
  /** Flags of the server; by default it has none. */
  readonly flags?: readonly string[];
}

const megabyte = 1_000_000;

/**
 * What has stopped a server, or a simulator's server could be thought to stop at.
 * @param share - of the sizes that stopped it: a test has to be cheap
 */
export function createAttacks(share = 1): readonly Attack[] {
  const of = (amount: number) => Math.ceil(amount * share);
  const attacks = [...smallRequests(of), ...largeRequests(of), ...largeMessages(of)].map((attack) => ({
    ...attack,
    requests: 1,
  }));
  return [...attacks, waitingInLine(of), compressed(of)];
}

type Of = (amount: number) => number;

const messagesPath = '/anthropic/v1/messages';
const chatPath = '/openai/v1/chat/completions';
const responsesPath = '/openai/v1/responses';
const chat = (fields: object, content: unknown = 'x') =>
  JSON.stringify({ model: 'gpt-4.1', messages: [{ role: 'user', content }], ...fields });
const response = (fields: object) => JSON.stringify({ model: 'gpt-4.1', input: 'x', ...fields });
const anthropic = { 'anthropic-version': '2023-06-01' };
const message = (fields: object) =>
  JSON.stringify({
    model: 'claude-haiku-4-5',
    max_tokens: 100,
    messages: [{ role: 'user', content: 'x' }],
    ...fields,
  });
const list = <T>(length: number, make: (index: number) => T) =>
  Array.from({ length }, (_, index) => make(index));
const at = (latency: string, tokens: number) => ({
  'x-llmsim-latency': latency,
  'x-llmsim-tokens': String(tokens),
});
/** 30 MB of words that are a token each. */
const longText = (of: Of) => 'a b '.repeat(of(7.5 * megabyte));
/** As much as a text of the Responses API may have, in three texts. */
const longTexts = (of: Of) => list(3, () => ({ role: 'user', content: 'a b '.repeat(of(2.5 * megabyte)) }));
const manyProperties = (count: number, schema: object) => {
  const names = list(count, (index) => `p${index}`);
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, schema])),
    required: names,
  };
};
const tool = (parameters: object) => [{ type: 'function', function: { name: 'f', parameters } }];
const named = { tool_choice: { type: 'function', function: { name: 'f' } } };
const format = (schema: object) => ({
  response_format: { type: 'json_schema', json_schema: { name: 'x', strict: false, schema } },
});

/** What one large request makes the server do. */
const largeRequests = (of: Of): readonly Omit<Attack, 'requests'>[] => [
  {
    name: 'a prediction of 30 MB',
    path: chatPath,
    body: () => chat({ prediction: { type: 'content', content: longText(of) } }),
  },
  {
    name: 'a prompt of 30 MB to be counted',
    path: `${responsesPath}/input_tokens`,
    body: () => response({ input: longTexts(of) }),
  },
  {
    name: 'a conversation of 30 MB to be compacted',
    path: `${responsesPath}/compact`,
    body: () => response({ input: longTexts(of) }),
  },
  {
    name: '30 MB to be cut to fit',
    path: responsesPath,
    body: () =>
      response({
        truncation: 'auto',
        input: list(1000, () => ({ role: 'user', content: 'a b '.repeat(of(7500)) })),
      }),
  },
  {
    name: 'instructions of 30 MB',
    path: responsesPath,
    body: () => response({ instructions: longText(of), truncation: 'auto', stream: true }),
  },
  {
    name: 'a prompt of a million tokens, kept in the cache',
    path: chatPath,
    body: () =>
      chat(
        {},
        list(12, () => ({ type: 'text', text: ' constitution'.repeat(of(80_000)) })),
      ),
  },
  {
    name: 'a message of a million characters, said again by echo',
    path: chatPath,
    flags: ['--generator', 'echo'],
    body: () => chat({}, ' word'.repeat(of(200_000))),
  },
  {
    name: '200,000 parts in a message',
    path: chatPath,
    body: () =>
      chat(
        {},
        list(of(200_000), () => ({ type: 'text', text: 'x' })),
      ),
  },
  {
    name: '200,000 input items',
    path: responsesPath,
    body: () => response({ input: list(of(200_000), () => ({ role: 'user', content: 'x' })) }),
  },
  {
    name: '30 MB of empty lists',
    path: chatPath,
    body: () => `[${'[],'.repeat(of(10 * megabyte))}[]]`,
  },
  {
    name: '200,000 values in metadata that is not read',
    path: chatPath,
    body: () => chat({ metadata: Object.fromEntries(list(of(200_000), (index) => [`k${index}`, 'v'])) }),
  },
  {
    name: 'a picture of 30 MB',
    path: chatPath,
    body: () =>
      chat({}, [
        { type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(of(30 * megabyte))}` } },
      ]),
  },
  {
    name: 'a recording of 30 MB',
    path: chatPath,
    body: () =>
      chat({}, [
        { type: 'input_audio', input_audio: { format: 'wav', data: 'A'.repeat(of(30 * megabyte)) } },
      ]),
  },
  {
    name: 'a file of 30 MB',
    path: responsesPath,
    body: () =>
      response({
        input: [
          {
            role: 'user',
            content: [
              {
                type: 'input_file',
                filename: 'a.pdf',
                file_data: `data:application/pdf;base64,${'A'.repeat(of(30 * megabyte))}`,
              },
            ],
          },
        ],
      }),
  },
  {
    name: 'a logit bias of 200,000 tokens',
    path: chatPath,
    body: () => chat({ logit_bias: Object.fromEntries(list(of(200_000), (index) => [String(index), 1])) }),
  },
  {
    name: 'a tool with a description of 30 MB',
    path: chatPath,
    body: () =>
      chat({ tools: [{ type: 'function', function: { name: 'f', description: longText(of) } }], ...named }),
  },
  {
    name: 'a tool with 100,000 required properties',
    path: chatPath,
    body: () => chat({ tools: tool(manyProperties(of(100_000), { type: 'string' })), ...named }),
  },
  {
    name: 'a tool with 5,000 required properties, for 128 choices',
    path: chatPath,
    body: () => chat({ n: 128, tools: tool(manyProperties(of(5000), { type: 'string' })), ...named }),
  },
  {
    name: 'a schema with long strings, for 128 choices',
    path: chatPath,
    body: () => chat({ n: 128, ...format(manyProperties(20, { type: 'string', minLength: of(10_000) })) }),
  },
  {
    name: 'a schema with one string of a million characters, for 128 choices',
    path: chatPath,
    body: () => chat({ n: 128, ...format(manyProperties(1, { type: 'string', minLength: of(1_000_000) })) }),
  },
  {
    name: 'a schema with lists in lists, for 128 choices',
    path: chatPath,
    body: () =>
      chat({
        n: 128,
        ...format(
          manyProperties(1, {
            type: 'array',
            minItems: 100,
            items: { type: 'array', minItems: 100, uniqueItems: true, items: { type: 'integer' } },
          }),
        ),
      }),
  },
  {
    name: 'a schema that no value fits, for 128 choices',
    path: chatPath,
    body: () =>
      chat({
        n: 128,
        ...format(
          manyProperties(10, {
            allOf: list(20, (index) => ({ not: { type: 'string', maxLength: index } })),
            type: 'string',
          }),
        ),
      }),
  },
];

/** What one large request to Anthropic's API makes the server do. */
const largeMessages = (of: Of): readonly Omit<Attack, 'requests'>[] => [
  {
    name: 'a message of 30 MB to be counted',
    path: `${messagesPath}/count_tokens`,
    headers: anthropic,
    body: () => message({ messages: [{ role: 'user', content: longText(of) }] }),
  },
  {
    name: '200,000 blocks in a message, four of them kept in the cache',
    path: messagesPath,
    headers: anthropic,
    body: () => {
      const kept = { cache_control: { type: 'ephemeral' } };
      const content = list(of(200_000), (index) => ({ type: 'text', text: 'x', ...(index < 4 ? kept : {}) }));
      return message({ messages: [{ role: 'user', content }] });
    },
  },
  {
    name: '200,000 calls of tools with their results',
    path: messagesPath,
    headers: anthropic,
    body: () => {
      const ids = list(of(200_000), (index) => `t${index}`);
      const calls = ids.map((id) => ({ type: 'tool_use', id, name: 'f', input: {} }));
      const results = ids.map((id) => ({ type: 'tool_result', tool_use_id: id, content: 'x' }));
      return message({
        messages: [
          { role: 'user', content: 'x' },
          { role: 'assistant', content: calls },
          { role: 'user', content: results },
        ],
      });
    },
  },
  {
    name: 'a thought of 20 MB that comes back',
    path: messagesPath,
    headers: anthropic,
    body: () => {
      const thought = { type: 'thinking', thinking: longText(of), signature: 'A'.repeat(of(1_000_000) * 4) };
      return message({
        messages: [
          { role: 'user', content: 'x' },
          { role: 'assistant', content: [thought, { type: 'text', text: 'x' }] },
          { role: 'user', content: 'x' },
        ],
      });
    },
  },
  {
    name: 'a batch of 1,000 requests for all that a batch may say',
    path: `${messagesPath}/batches`,
    headers: { ...anthropic, ...at('instant', of(500)) },
    body: () =>
      JSON.stringify({
        requests: list(of(1000), (index) => ({
          custom_id: String(index),
          params: JSON.parse(message({ max_tokens: 500 })) as object,
        })),
      }),
  },
];

/** What one small request makes the server do. */
const smallRequests = (of: Of): readonly Omit<Attack, 'requests'>[] => [
  {
    name: '128 choices with log probabilities',
    path: chatPath,
    headers: at('instant', 16_384),
    body: () => chat({ n: 128, logprobs: true, top_logprobs: 20 }),
  },
  {
    name: '64 choices in a whole reply just below the limit',
    path: chatPath,
    headers: at('instant', of(20_000)),
    body: () => chat({ n: 64 }),
  },
  {
    name: 'log probabilities in a whole reply just below the limit',
    path: chatPath,
    headers: at('instant', of(15_000)),
    body: () => chat({ logprobs: true, top_logprobs: 20 }),
  },
  {
    name: 'log probabilities of a whole response just below the limit',
    path: responsesPath,
    headers: at('instant', of(15_000)),
    body: () => response({ include: ['message.output_text.logprobs'], top_logprobs: 20 }),
  },
  {
    name: 'log probabilities of a streamed response just below the limit',
    path: responsesPath,
    headers: at('instant', of(15_000)),
    body: () => response({ include: ['message.output_text.logprobs'], top_logprobs: 20, stream: true }),
  },
  {
    name: 'log probabilities of a response in the background',
    path: responsesPath,
    headers: at('instant', of(15_000)),
    body: () =>
      response({
        include: ['message.output_text.logprobs'],
        top_logprobs: 20,
        background: true,
        stream: true,
      }),
  },
  {
    name: 'a stored completion just below the limit',
    path: chatPath,
    headers: at('instant', of(15_000)),
    body: () => chat({ logprobs: true, top_logprobs: 20, store: true }),
  },
  {
    name: '128 choices in a stream, all due at once',
    path: chatPath,
    headers: at('instant', of(5000)),
    body: () => chat({ n: 128, stream: true }),
  },
  {
    name: '128 choices of 5,000 tokens, each at its time',
    path: chatPath,
    headers: at('fast', of(5000)),
    body: () => chat({ n: 128 }),
  },
  {
    name: '128 choices of a million tokens, of which one is wanted',
    path: chatPath,
    headers: at('instant', 1_000_000),
    body: () => chat({ n: 128, max_tokens: 1 }),
  },
  {
    name: 'a million tokens of a model that thinks',
    path: chatPath,
    headers: at('instant', 1_000_000),
    body: () => JSON.stringify({ model: 'gpt-5', messages: [{ role: 'user', content: 'x' }] }),
  },
];

const compressed = (of: Of): Attack => ({
  name: 'a hundred bodies of some kilobytes that are 30 MB once they are decompressed',
  path: chatPath,
  headers: { 'content-encoding': 'gzip' },
  body: () => new Uint8Array(gzipSync(chat({ max_tokens: 1 }) + ' '.repeat(of(30 * megabyte)))),
  requests: of(100),
});

const waitingInLine = (of: Of): Attack => ({
  name: 'twenty prompts of a million characters',
  path: chatPath,
  body: () => chat({ max_tokens: 1 }, '天地玄黃宇宙洪荒'.repeat(of(125_000))),
  requests: 20,
});
