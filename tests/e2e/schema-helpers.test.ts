import type { RunningServer } from '@llmsim/server';
import OpenAI from 'openai';
import OpenAI6 from 'openai6';
import { zodFunction, zodResponseFormat, zodResponsesFunction, zodTextFormat } from 'openai/helpers/zod';
import * as helpers6 from 'openai6/helpers/zod';
import { z as z3 } from 'zod/v3';
import { z as z4 } from 'zod/v4';
import { startApiServer } from './api-server.js';

// The schema helpers of the official SDK. They validate what they parse: a reply that does not fit throws.
let server: RunningServer;
let client: OpenAI;
let client6: OpenAI6;

beforeAll(async () => {
  server = await startApiServer(['openai'], { strict: true });
  const options = { baseURL: `${server.url}/openai/v1`, apiKey: 'any', maxRetries: 0 };
  client = new OpenAI(options);
  client6 = new OpenAI6(options);
});
afterAll(() => server.close());

const model = 'gpt-4o';
const question = 'Plan a dinner for Ada Lovelace in Paris, for 4 people.';
const messages = [{ role: 'user' as const, content: question }];

/** What both versions of zod can say. The types of the older one stand for both. */
function common(version: unknown) {
  const z = version as typeof z3;
  const address = z.object({ street: z.string().min(3).max(60), zip: z.string().regex(/^\d{5}$/) });
  return {
    title: z.string().min(1).max(40).describe('What it is called'),
    code: z.string().length(8),
    email: z.string().email(),
    id: z.string().uuid(),
    at: z.string().datetime(),
    day: z.string().date(),
    guests: z.number().int().min(1).max(12),
    price: z.number().positive().multipleOf(0.5),
    score: z.number().gte(0).lte(1),
    isPaid: z.boolean(),
    kind: z.enum(['lunch', 'dinner']),
    version: z.literal('v2'),
    step: z.literal(5),
    note: z.string().min(5).nullable(),
    hint: z.string().nullish(),
    tags: z.array(z.string().max(12)).min(1).max(3),
    place: address,
    others: z.array(address).max(2),
    value: z.union([z.string(), z.number(), z.boolean()]),
    way: z.discriminatedUnion('by', [
      z.object({ by: z.literal('car'), seats: z.number().int() }),
      z.object({ by: z.literal('foot'), shoes: z.string() }),
    ]),
    language: z.string().default('en').describe('A default is taken since 2026'),
    list: z.array(z.string()).readonly(),
  };
}

interface Chain {
  readonly name: string;
  readonly next: Chain | null;
}

const chain3: z3.ZodType<Chain> = z3.object({
  name: z3.string().min(2),
  next: z3.lazy(() => chain3.nullable()),
});
const chain4: z4.ZodType<Chain> = z4.object({
  name: z4.string().min(2),
  next: z4.lazy(() => chain4.nullable()),
});

const accepted: readonly [string, z4.ZodObject][] = [
  [
    'zod 3',
    z3.object({
      ...common(z3),
      part: z3.string().includes('mid'),
      token: z3.string().nanoid(),
      ulid: z3.string().ulid(),
      wait: z3.string().duration(),
      chain: chain3,
    }) as unknown as z4.ZodObject,
  ],
  [
    'zod 4',
    z4.object({
      ...(common(z4) as unknown as z4.ZodRawShape),
      hour: z4.iso.time(),
      address4: z4.ipv4(),
      address6: z4.ipv6(),
      small: z4.int32(),
      share: z4.float32(),
      label: z4.templateLiteral(['id-', z4.number()]),
      both: z4.object({ a: z4.string() }).and(z4.object({ b: z4.string() })),
      chain: chain4,
    }),
  ],
];

describe.each(accepted)('an object of %s', (_version, schema) => {
  it.each([1, 2, 3])('is the parsed reply of a chat completion, under seed %d', async (seed) => {
    const response_format = zodResponseFormat(schema, 'dinner');
    const { choices } = await client.chat.completions.parse({ model, messages, response_format, seed });
    expect(choices[0]?.message.parsed).toMatchObject({ version: 'v2', step: 5 });
  });

  it('is the parsed reply of a stream of a chat completion', async () => {
    const response_format = zodResponseFormat(schema, 'dinner');
    const stream = client.chat.completions.stream({ model, messages, response_format });
    const { choices } = await stream.finalChatCompletion();
    expect(choices[0]?.message.parsed).toMatchObject({ version: 'v2', step: 5 });
  });

  it('is the parsed output of a response, and of its stream', async () => {
    const body = { model, input: question, text: { format: zodTextFormat(schema, 'dinner') } };
    expect((await client.responses.parse(body)).output_parsed).toMatchObject({ version: 'v2', step: 5 });
    expect((await client.responses.stream(body).finalResponse()).output_parsed).toMatchObject({ step: 5 });
  });

  it('is the arguments of a function, in a chat completion and its stream', async () => {
    const tools = [zodFunction({ name: 'plan', parameters: schema })];
    const body = { model, messages, tools, tool_choice: 'required' as const };
    for (const reply of [
      await client.chat.completions.parse(body),
      await client.chat.completions.stream(body).finalChatCompletion(),
    ]) {
      const [call] = reply.choices[0]?.message.tool_calls ?? [];
      expect(call).toMatchObject({ function: { name: 'plan', parsed_arguments: { version: 'v2' } } });
    }
  });

  it('is the arguments of a function of a response, and of its stream', async () => {
    const tools = [zodResponsesFunction({ name: 'plan', parameters: schema })];
    const body = { model, input: question, tools, tool_choice: 'required' as const };
    for (const reply of [
      await client.responses.parse(body),
      await client.responses.stream(body).finalResponse(),
    ]) {
      expect(reply.output).toMatchObject([
        { type: 'function_call', name: 'plan', parsed_arguments: { version: 'v2' } },
      ]);
    }
  });

  it('is taken from the SDK’s version 6, too', async () => {
    const small = 'def' in schema ? z4.object(common(z4) as unknown as z4.ZodRawShape) : schema;
    const response_format = helpers6.zodResponseFormat(small as never, 'dinner');
    const { choices } = await client6.chat.completions.parse({ model, messages, response_format });
    expect(choices[0]?.message.parsed).toMatchObject({ version: 'v2', step: 5 });
  });
});

describe('what the helper lets through and the service refuses', () => {
  const context = "In context=('properties', 'v'), ";
  it.each<[string, z4.ZodType, string]>([
    ['an address of the web', z4.url(), `${context}'uri' is not a valid format.`],
    ['another format of zod', z4.ulid(), `${context}'ulid' is not a valid format.`],
    ['anything', z4.any(), `${context}schema must have a 'type' key.`],
    ['numbers and words', z4.literal([1, 'b']), `${context}schema must have a 'type' key.`],
    [
      'a pattern that looks ahead',
      z4.iso.duration(),
      'Invalid JSON schema: regex lookaround is not supported. Found at $.properties.v.pattern.',
    ],
    ['a default with words beside a reference', z4.string().nullable().default(null), ''],
  ])('is %s', async (_, v, message) => {
    const response_format = zodResponseFormat(z4.object({ v }), 'x');
    const asked = client.chat.completions.parse({ model, messages, response_format });
    if (message === '') await expect(asked).resolves.toBeDefined();
    else await expect(asked).rejects.toThrow(message);
  });
});
