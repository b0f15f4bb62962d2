/** One request whose reply, under a fixed seed, has to stay the same byte for byte. */
export interface WireCase {
  readonly name: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Without one it is a GET. */
  readonly body?: Readonly<Record<string, unknown>>;
}

const city = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    population: { type: 'integer', minimum: 0, maximum: 40_000_000 },
    districts: { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 3 },
  },
  required: ['name', 'population', 'districts'],
  additionalProperties: false,
};
const parameters = {
  type: 'object',
  properties: { city: { type: 'string' }, unit: { type: 'string', enum: ['celsius', 'fahrenheit'] } },
  required: ['city', 'unit'],
  additionalProperties: false,
};
const weather = { name: 'get_weather', description: 'The weather of a city.', parameters, strict: true };
const question = 'What is the weather in Łódź today?';
const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** What Chat Completions are asked. */
const chats: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  text: { model: 'gpt-4o', messages: [{ role: 'user', content: question }] },
  'several choices': { model: 'gpt-4.1', n: 3, messages: [{ role: 'user', content: question }] },
  limit: { model: 'gpt-4o', max_completion_tokens: 9, messages: [{ role: 'user', content: question }] },
  stop: { model: 'gpt-4o', stop: ['or', 'em'], messages: [{ role: 'user', content: question }] },
  'log probabilities': {
    model: 'gpt-4o',
    logprobs: true,
    top_logprobs: 3,
    max_completion_tokens: 12,
    messages: [{ role: 'user', content: question }],
  },
  reasoning: {
    model: 'o3',
    reasoning_effort: 'low',
    messages: [
      { role: 'developer', content: 'Answer briefly.' },
      { role: 'user', content: question },
    ],
  },
  tools: {
    model: 'gpt-4o',
    tools: [{ type: 'function', function: weather }],
    tool_choice: 'required',
    messages: [{ role: 'user', content: question }],
  },
  'tool result': {
    model: 'gpt-4o',
    tools: [{ type: 'function', function: weather }],
    messages: [
      { role: 'user', content: question },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '{}' } }],
      },
      { role: 'tool', tool_call_id: 'call_1', content: '12 degrees' },
    ],
  },
  'structured output': {
    model: 'gpt-4o',
    response_format: { type: 'json_schema', json_schema: { name: 'city', schema: city, strict: true } },
    messages: [{ role: 'user', content: 'Describe Łódź.' }],
  },
  image: {
    model: 'gpt-4o',
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image_url', image_url: { url: pixel } },
        ],
      },
    ],
  },
};

/** What both dialects of the Responses wire are asked. */
const responses: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  text: { model: 'gpt-4o', input: question, store: false },
  limit: { model: 'gpt-4o', input: question, max_output_tokens: 16, store: false },
  reasoning: {
    model: 'o3',
    input: [{ role: 'user', content: question }],
    reasoning: { effort: 'low', summary: 'auto' },
    store: false,
  },
  tools: {
    model: 'gpt-4o',
    input: question,
    tools: [{ type: 'function', ...weather }],
    tool_choice: 'required',
    store: false,
  },
  'structured output': {
    model: 'gpt-4o',
    input: 'Describe Łódź.',
    text: { format: { type: 'json_schema', name: 'city', schema: city, strict: true } },
    store: false,
  },
  'log probabilities': {
    model: 'gpt-4o',
    input: question,
    include: ['message.output_text.logprobs'],
    top_logprobs: 2,
    max_output_tokens: 16,
    store: false,
  },
};

const faults = ['rate-limit', 'quota', 'server-error', 'overloaded', 'invalid-request', 'authentication'];
const streamFaults = ['stream-error', 'corrupt-frame', 'split-utf8', 'disconnect'];

/** What Anthropic's Messages are asked. */
const messages: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  text: { messages: [{ role: 'user', content: question }] },
  limit: { max_tokens: 9, messages: [{ role: 'user', content: question }] },
  stop: { stop_sequences: ['or', 'em'], messages: [{ role: 'user', content: question }] },
  thinking: {
    max_tokens: 4000,
    thinking: { type: 'enabled', budget_tokens: 2000 },
    system: 'Answer briefly.',
    messages: [{ role: 'user', content: question }],
  },
  'thinking that is not shown': { model: 'claude-sonnet-5', messages: [{ role: 'user', content: question }] },
  tools: {
    tools: [{ name: weather.name, description: weather.description, input_schema: parameters }],
    tool_choice: { type: 'any' },
    messages: [{ role: 'user', content: question }],
  },
  'structured output': {
    output_config: { format: { type: 'json_schema', schema: city } },
    messages: [{ role: 'user', content: question }],
  },
  'web search': {
    tools: [{ type: 'web_search_20250305', name: 'web_search' }],
    messages: [{ role: 'user', content: 'Search the web for llamas.' }],
  },
  cache: {
    system: [{ type: 'text', text: 'The rules. '.repeat(2500), cache_control: { type: 'ephemeral' } }],
    messages: [{ role: 'user', content: question }],
  },
};

const messagesPath = '/anthropic/v1/messages';
const anthropicHeaders = { 'anthropic-version': '2023-06-01' };

function messagesCases(): readonly WireCase[] {
  const usual = { model: 'claude-haiku-4-5', max_tokens: 1000 };
  const whole = Object.entries(messages).map(([name, body]) => ({ ...usual, ...body, name }));
  const ask = (name: string, body: object, headers: Readonly<Record<string, string>> = {}): WireCase => ({
    name: `${messagesPath}: ${name}`,
    path: messagesPath,
    headers: { ...anthropicHeaders, ...headers },
    body: { ...body },
  });
  const { text } = messages;
  const body = { ...usual, ...text };
  return [
    ...whole.flatMap(({ name, ...each }) => [
      ask(name, each),
      ask(`${name}, streamed`, { ...each, stream: true }),
    ]),
    ...faults.map((fault) => ask(fault, body, { 'x-llmsim-fault': fault })),
    ...streamFaults.map((fault) =>
      ask(`${fault}, streamed`, { ...body, stream: true }, { 'x-llmsim-fault': fault }),
    ),
    ask('nothing asked', { model: 'claude-haiku-4-5' }),
    ask('a wrong type', { ...body, max_tokens: 'many' }),
    {
      ...ask('count tokens', body),
      name: `${messagesPath}: count tokens`,
      path: `${messagesPath}/count_tokens`,
    },
    { name: 'a model of Anthropic', path: '/anthropic/v1/models/claude-opus-5', headers: anthropicHeaders },
  ];
}

const chatPath = '/openai/v1/chat/completions';
const responsesPaths = ['/openai/v1/responses', '/openresponses/v1/responses'];

function wholeAndStreamed(
  path: string,
  cases: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  streamOptions: Readonly<Record<string, unknown>>,
): WireCase[] {
  return Object.entries(cases).flatMap(([name, body]) => [
    { name: `${path}: ${name}`, path, body },
    { name: `${path}: ${name}, streamed`, path, body: { ...body, stream: true, ...streamOptions } },
  ]);
}

/** Requests of every shape of reply that the simulated APIs have. Each is sent once, in this order. */
export const wireCorpus: readonly WireCase[] = [
  ...wholeAndStreamed(chatPath, chats, { stream_options: { include_usage: true } }),
  ...responsesPaths.flatMap((path) => wholeAndStreamed(path, responses, {})),
  ...[chatPath, ...responsesPaths].flatMap((path) => {
    const body = path === chatPath ? chats['text'] : responses['text'];
    return [
      ...faults.map((fault) => ({
        name: `${path}: ${fault}`,
        path,
        headers: { 'x-llmsim-fault': fault },
        body: { ...body },
      })),
      ...streamFaults.map((fault) => ({
        name: `${path}: ${fault}, streamed`,
        path,
        headers: { 'x-llmsim-fault': fault },
        body: { ...body, stream: true },
      })),
      { name: `${path}: nothing asked`, path, body: { model: 'gpt-4o' } },
      { name: `${path}: a wrong type`, path, body: { ...body, temperature: 'hot' } },
    ];
  }),
  ...messagesCases(),
  { name: 'a model', path: '/openai/v1/models/gpt-4o' },
  { name: 'an unknown model', path: '/openai/v1/models/nobody' },
  { name: 'an unknown response', path: '/openai/v1/responses/resp_nobody' },
];
