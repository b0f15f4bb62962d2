import { createGenerator } from '@llmsim/core';
import { connectRaw, httpRequest } from '../../packages/server/fixtures/raw-client.js';
import { startApiServer } from './api-server.js';

const path = '/openai/v1/chat/completions';
const tools = [
  {
    type: 'function',
    function: {
      name: 'greet',
      parameters: {
        type: 'object',
        properties: { town: { type: 'string' } },
        required: ['town'],
        additionalProperties: false,
      },
      strict: true,
    },
  },
];

/** The body of a streamed reply as a socket receives it, from a server that was asked nothing before. */
async function receive(fault: string | undefined, body: object): Promise<string> {
  const server = await startApiServer(['openai'], {
    simulator: { generator: createGenerator('fixed', { text: 'Hello, dear world, and good morning.' }) },
  });
  try {
    const client = await connectRaw(server.port);
    const headers: Record<string, string> = fault === undefined ? {} : { 'x-llmsim-fault': fault };
    const messages = [{ role: 'user', content: 'Say hello.' }];
    const request = {
      model: 'gpt-4o',
      stream: true,
      stream_options: { include_usage: true },
      messages,
      ...body,
    };
    client.send(httpRequest(path, request, { ...headers, connection: 'close' }));
    const { text } = await client.ended;
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    // Two runs may be in different seconds.
    return unchunked(text.slice(text.indexOf('\r\n\r\n') + 4)).replace(/"created":\d+/g, '"created":0');
  } finally {
    await server.close();
  }
}

function unchunked(body: string): string {
  const [, size = '0'] = /^([0-9a-f]+)\r\n/.exec(body) ?? [];
  const length = parseInt(size, 16);
  const start = size.length + 2;
  return length === 0 ? '' : body.slice(start, start + length) + unchunked(body.slice(start + length + 2));
}

type Events = readonly string[];
const eventsOf = (body: string): Events => body.split('\n\n').slice(0, -1);
const errorEvent = /^data: \{"error":\{"message":"[^"]+","type":"server_error","param":null,"code":null\}\}$/;
const hasText = (event: string) => /"delta":\{"content":"[^"]/.test(event);

describe('a stream of chat completions, seen from a socket', () => {
  it.each<[string, (clean: Events) => Events]>([
    ['burst;ms=1', (clean) => clean],
    ['lost-usage', (clean) => clean.filter((event) => !event.includes('"choices":[]'))],
    ['wrong-index;by=2', (clean) => clean.map((event) => event.replace('"index":0', '"index":2'))],
    [
      'changing-ids',
      (clean) =>
        clean.map((event, index) =>
          event.replace(/("id":"[^"]+)[^"]{4}"/, `$1${String(index + 1).padStart(4, '0')}"`),
        ),
    ],
    [
      'reordered-frames;after=2',
      (clean) => {
        const at = clean.findIndex(
          (event, index) => hasText(event) && clean.slice(0, index).filter(hasText).length === 2,
        );
        return [...clean.slice(0, at), clean[at + 1] ?? '', clean[at] ?? '', ...clean.slice(at + 2)];
      },
    ],
  ])('has of %s what the mode does to it, and every other byte as it was', async (fault, expected) => {
    const clean = eventsOf(await receive(undefined, {}));
    expect(clean.filter(hasText).length).toBeGreaterThan(5);
    expect(eventsOf(await receive(fault, {}))).toEqual(expected(clean));
  });

  it('begins with the error, and says nothing else, for error-first', async () => {
    const events = eventsOf(await receive('error-first', {}));
    expect(events).toHaveLength(1);
    expect(events[0]).toMatch(errorEvent);
  });

  it('goes on after the error for stream-error;then=go-on', async () => {
    const clean = eventsOf(await receive(undefined, {}));
    const events = eventsOf(await receive('stream-error;after=2;then=go-on', {}));
    const at = events.findIndex((event) => errorEvent.test(event));
    expect(events.slice(0, at).filter(hasText)).toHaveLength(2);
    // After an error, nothing says that the stream is done.
    expect(events.filter((_event, index) => index !== at)).toEqual(clean.slice(0, -1));
    expect(clean.at(-1)).toBe('data: [DONE]');
  });
});

describe('what a model says, seen from a socket', () => {
  const choiceOf = (body: string) => {
    const said = { text: '', refusal: '', calls: [] as string[], ids: [] as string[], finish: '' };
    for (const event of eventsOf(body)) {
      if (event === 'data: [DONE]') continue;
      const { choices } = JSON.parse(event.slice('data: '.length)) as {
        choices: {
          delta: {
            content?: string | null;
            refusal?: string | null;
            tool_calls?: { index: number; id?: string; function: { name?: string; arguments: string } }[];
          };
          finish_reason: string | null;
        }[];
      };
      const [choice] = choices;
      said.text += choice?.delta.content ?? '';
      said.refusal += choice?.delta.refusal ?? '';
      for (const { index, id, function: call } of choice?.delta.tool_calls ?? []) {
        said.calls[index] = (said.calls[index] ?? '') + (call.name ?? '') + call.arguments;
        if (id !== undefined) said.ids.push(id);
      }
      said.finish = choice?.finish_reason ?? said.finish;
    }
    return said;
  };

  it.each([
    ['empty-reply', { text: '', finish: 'stop' }],
    ['reasoning-only', { text: '', finish: 'stop' }],
    ['refusal;message=No.', { text: '', refusal: 'No.', finish: 'stop' }],
    ['content-filter;after=3', { text: 'Hello, dear', finish: 'content_filter' }],
    ['unknown-tool;name=fly', { text: '', calls: ['fly{}'], finish: 'tool_calls' }],
  ])('is of %s what the mode makes of it', async (fault, expected) => {
    expect(choiceOf(await receive(fault, {}))).toMatchObject(expected);
  });

  it('is a call that is broken, cut, unknown or made twice', async () => {
    const body = { tools, tool_choice: 'required' };
    const [whole = ''] = choiceOf(await receive(undefined, body)).calls;
    expect(whole).toMatch(/^greet\{"town":".+"\}$/);
    const struck = async (fault: string) => choiceOf(await receive(fault, body));
    expect((await struck('arguments-not-json')).calls).toEqual([whole.slice(0, -1)]);
    expect((await struck('arguments-violate-schema')).calls).toEqual(['greet{}']);
    expect(await struck('cut-call')).toMatchObject({ finish: 'length' });
    expect((await struck('unknown-tool')).calls).toEqual([
      whole.replace('greet', 'tool_that_nobody_offered'),
    ]);
    const { calls, ids } = await struck('duplicate-call-id');
    expect(calls).toEqual([whole, whole]);
    expect(new Set(ids).size).toBe(1);
  });
});
