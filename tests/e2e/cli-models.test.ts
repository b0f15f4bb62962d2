import { endPrograms, startServing } from './cli-program.js';

interface Reply {
  readonly usage?: Readonly<Record<string, unknown>>;
  readonly output?: readonly { readonly type: string }[];
  readonly content?: readonly { readonly type: string }[];
  readonly error?: { readonly message: string };
}

async function post(url: string, body: object): Promise<{ status: number; reply: Reply }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'anthropic-version': '2023-06-01' },
    body: JSON.stringify(body),
  });
  return { status: response.status, reply: (await response.json()) as Reply };
}

const legacy = { temperature: 0.3, top_p: 0.5 };
const chat = { model: 'gpt-5', messages: [{ role: 'user', content: 'Hi' }], max_tokens: 7, ...legacy };
const messages = {
  model: 'claude-opus-4-7',
  messages: [{ role: 'user', content: 'Hi' }],
  max_tokens: 2000,
};
const responses = { model: 'gpt-5', input: 'Hi', max_output_tokens: 20, ...legacy };

/** The wires on which a model may reason, with a request that reasoning models of the service refuse. */
const wires: readonly (readonly [path: string, body: object, refused: boolean])[] = [
  ['/openai/v1/chat/completions', chat, true],
  ['/openai/v1/responses', responses, true],
  ['/openresponses/v1/responses', responses, false],
  ['/anthropic/v1/messages', { ...messages, ...legacy }, true],
  ['/anthropic/v1/messages', { ...messages, thinking: { type: 'adaptive' } }, false],
];

afterEach(endPrograms);

it('--reasoning off and --legacy-parameters accept hold on every wire', async () => {
  const flags = ['--latency', 'instant', '--reasoning', 'off', '--legacy-parameters', 'accept'];
  const { url } = await startServing(flags);
  for (const [path, body] of wires) {
    const { status, reply } = await post(url + path, body);
    expect({ path, status }).toEqual({ path, status: 200 });
    // Neither an item, nor a block, nor a token of reasoning.
    expect(JSON.stringify(reply)).not.toMatch(/"type":"(reasoning|thinking)"|"reasoning_tokens":[1-9]/);
  }
  // An effort is still one that the model knows, and changes nothing.
  const asked = await post(`${url}/openai/v1/responses`, { ...responses, reasoning: { effort: 'high' } });
  expect(asked.reply.output?.map(({ type }) => type)).toEqual(['message']);
});

it('without them models reason, and refuse what the service refuses', async () => {
  const { url } = await startServing(['--latency', 'instant']);
  for (const [path, body, refused] of wires) {
    const { status, reply } = await post(url + path, body);
    expect({ path, status }).toEqual({ path, status: refused ? 400 : 200 });
    if (refused) expect(reply.error?.message).toMatch(/^Unsupported (parameter|value)|is not supported for/);
    else expect((reply.output ?? reply.content)?.[0]?.type).toMatch(/^(reasoning|thinking)$/);
  }
});
