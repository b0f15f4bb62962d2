import { get as httpGet, request as httpRequest } from 'node:http';
import type { RunningServer } from '@llmsim/server';
import { problemsOf } from '../../packages/openresponses/fixtures/check-events.js';
import type { Json } from '../../packages/openresponses/fixtures/exchanges.js';
import { createDocumentValidator } from '../../packages/openresponses/fixtures/document-validator.js';
import { createSchemaValidator } from '../../packages/openresponses/fixtures/response-schemas.js';
import { startApiServer } from './api-server.js';

let server: RunningServer;
beforeAll(async () => {
  server = await startApiServer(['openai', 'openresponses']);
});
afterAll(() => server.close());

/** A call as a client without comforts makes it: each piece as it comes from the network. */
function call(path: string, body?: object): Promise<{ status: number; headers: Json; pieces: string[] }> {
  return new Promise((resolve, reject) => {
    const options = { headers: { authorization: 'Bearer sk-test', 'content-type': 'application/json' } };
    const url = `${server.url}${path}`;
    const request =
      body === undefined ? httpGet(url, options) : httpRequest(url, { ...options, method: 'POST' });
    request.on('response', (response) => {
      const pieces: string[] = [];
      response.setEncoding('utf8');
      response.on('data', (piece: string) => pieces.push(piece));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, pieces }),
      );
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const tools = [
  {
    type: 'function',
    name: 'get_weather',
    description: 'Get the current weather for a location',
    parameters: { type: 'object', properties: { location: { type: 'string' } }, required: ['location'] },
  },
];
const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const say = (role: string, content: unknown) => ({ type: 'message', role, content });

/** What the community's compliance tests ask, and more of the kind. */
const requests: [string, object][] = [
  ['a text', { input: [say('user', 'Say hello in exactly 3 words.')] }],
  ['instructions', { input: [say('system', 'You are a pirate.'), say('user', 'Say hello.')] }],
  ['a tool', { input: [say('user', "What's the weather like in San Francisco?")], tools }],
  ['a forced tool', { input: 'Hi', tools, tool_choice: 'required' }],
  [
    'a picture',
    {
      input: [
        say('user', [
          { type: 'input_text', text: 'What?' },
          { type: 'input_image', image_url: pixel },
        ]),
      ],
    },
  ],
  [
    'several turns',
    { input: [say('user', 'I am Alice.'), say('assistant', 'Hello!'), say('user', 'Who am I?')] },
  ],
  [
    'reasoning',
    {
      model: 'gpt-5',
      input: 'Hi',
      reasoning: { effort: 'high', summary: 'auto' },
      include: ['reasoning.encrypted_content'],
    },
  ],
  ['open reasoning', { model: 'deepseek-reasoner', input: 'Hi' }],
  ['a limit', { input: 'Hi', max_output_tokens: 16 }],
  ['a limit on thoughts', { model: 'gpt-5', input: 'Hi', max_output_tokens: 16 }],
  ['log probabilities', { input: 'Hi', include: ['message.output_text.logprobs'], top_logprobs: 2 }],
  [
    'a shape',
    {
      input: 'Hi',
      text: {
        format: {
          type: 'json_schema',
          name: 'x',
          schema: { type: 'object', properties: { a: { type: 'integer' } } },
        },
      },
    },
  ],
];

const dialects = [
  { name: 'openresponses', resource: 'ResponseResource', kind: 'open', ends: true },
  { name: 'openai', resource: 'Response', kind: 'extended', ends: false },
] as const;

describe.each(dialects)('$name', ({ name, resource, kind, ends }) => {
  const path = `/${name}/v1/responses`;
  const own = createSchemaValidator(kind);
  const published = createDocumentValidator(name);
  const problemsOfResponse = (response: unknown) => [
    ...own.problems('ResponseResource', response),
    ...published.problems(resource, response),
  ];
  const problemsOfEvent = (event: Json) => [...own.eventProblems(event), ...published.eventProblems(event)];

  it.each(requests)('answers %s', async (_name, body) => {
    const { status, headers, pieces } = await call(path, { model: 'gpt-4o', ...body });
    expect([status, headers['content-type']]).toEqual([200, 'application/json']);
    expect(problemsOfResponse(JSON.parse(pieces.join('')))).toEqual([]);
  });

  it.each(requests)('streams %s, each event whole', async (_name, body) => {
    const { headers, pieces } = await call(path, { model: 'gpt-4o', ...body, stream: true });
    expect(headers['content-type']).toMatch(/^text\/event-stream/);
    // The network may join writes, but nothing here is large enough for it to divide one.
    for (const piece of pieces) expect(piece.endsWith('\n\n')).toBe(true);
    const text = pieces.join('');
    expect(text).not.toContain('\r');
    const blocks = text.split('\n\n').slice(0, -1);
    expect(blocks.at(-1) === 'data: [DONE]').toBe(ends);
    const events = blocks
      .filter((block) => block.startsWith('event: '))
      .map((block) => {
        const [, type, json] = /^event: (\S+)\ndata: (.*)$/.exec(block) ?? [];
        const event = JSON.parse(json ?? '') as Json;
        expect(event['type']).toBe(type);
        return event;
      });
    expect(events).toHaveLength(blocks.length - (ends ? 1 : 0));
    expect(problemsOf(events)).toEqual([]);
    for (const event of events) expect(problemsOfEvent(event)).toEqual([]);
  });

  it('says the same whether it is streamed or not', async () => {
    for (const [, body] of requests) {
      const whole = JSON.parse((await call(path, { model: 'gpt-4o', ...body })).pieces.join('')) as Json;
      const { pieces } = await call(path, { model: 'gpt-4o', ...body, stream: true });
      const [last] = pieces
        .join('')
        .split('\n\n')
        .filter((block) => block.startsWith('event: '))
        .slice(-1);
      const streamed = (JSON.parse(last?.split('\ndata: ')[1] ?? '') as { response: Json }).response;
      const saidIn = (response: Json) =>
        (response['output'] as Json[]).map(({ content, summary, arguments: text }) => [
          content,
          summary,
          text,
        ]);
      expect(saidIn(streamed)).toEqual(saidIn(whole));
    }
  });

  it.each([
    ['a body that is not JSON', { temperature: 'x' }, 400],
    ['an unknown response', { previous_response_id: 'resp_x' }, 400],
    ['a model that is out of order', { model: 'broken' }, 500],
    ['a model that is in demand', { model: 'limited' }, 429],
  ])('words the error of %s with all four keys', async (_name, body, status) => {
    const reply = await call(path, { model: 'gpt-4o', input: 'Hi', stream: true, ...body });
    expect([reply.status, reply.headers['content-type']]).toEqual([status, 'application/json']);
    const { error } = JSON.parse(reply.pieces.join('')) as { error: Json };
    expect(Object.keys(error)).toEqual(['message', 'type', 'param', 'code']);
    if (name === 'openresponses') expect(typeof error['code']).toBe('string');
  });

  it('words the error of a path that is not there', async () => {
    const reply = await call(`/${name}/v1/unheard`);
    expect(reply.status).toBe(404);
  });
});
