/** One thing that a single client does to a server. */
export interface Attack {
  readonly name: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body, made when it is needed. */
  readonly body: () => string;
  /** How many such requests are sent at once. */
  readonly requests: number;
}

const megabyte = 1_000_000;
const chat = (fields: object, content = 'x') =>
  JSON.stringify({ model: 'gpt-4.1', messages: [{ role: 'user', content }], ...fields });
const chatPath = '/openai/v1/chat/completions';
const at = (latency: string, tokens: number) => ({
  'x-llmsim-latency': latency,
  'x-llmsim-tokens': String(tokens),
});

/** What has stopped a server, or a simulator's server could be thought to stop at. */
export const attacks: readonly Attack[] = [
  {
    name: '128 choices with log probabilities',
    path: chatPath,
    headers: at('instant', 16_384),
    body: () => chat({ n: 128, logprobs: true, top_logprobs: 20 }),
    requests: 1,
  },
  {
    name: '128 choices in a stream, all due at once',
    path: chatPath,
    headers: at('instant', 5000),
    body: () => chat({ n: 128, stream: true }),
    requests: 1,
  },
  {
    name: '128 choices of a million tokens, of which one is wanted',
    path: chatPath,
    headers: at('instant', 1_000_000),
    body: () => chat({ n: 128, max_tokens: 1 }),
    requests: 1,
  },
  {
    name: 'twenty prompts of a million characters',
    path: chatPath,
    body: () => chat({ max_tokens: 1 }, '天地玄黃宇宙洪荒'.repeat(125_000)),
    requests: 20,
  },
  {
    name: 'a prediction of 30 MB',
    path: chatPath,
    body: () => chat({ prediction: { type: 'content', content: 'a b '.repeat(7.5 * megabyte) } }),
    requests: 1,
  },
  {
    name: 'a prompt of 30 MB to be counted',
    path: '/openai/v1/responses/input_tokens',
    body: () => JSON.stringify({ model: 'gpt-4.1', input: 'a b '.repeat(7.5 * megabyte) }),
    requests: 1,
  },
  {
    name: '30 MB of empty lists',
    path: chatPath,
    body: () => `[${'[],'.repeat(10 * megabyte)}[]]`,
    requests: 1,
  },
];
