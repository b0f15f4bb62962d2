import { createGenerator, createMemoryStateStore } from '@llmsim/core';
import type { RunningServer } from '@llmsim/server';
import fc from 'fast-check';
import WebSocket from 'ws';
import { startApiServer } from '../api-server.js';

const message = {
  model: 'claude-haiku-4-5',
  max_tokens: 100,
  messages: [{ role: 'user', content: 'hello' }],
};

/** Where bodies are read, with a body that is right. */
const endpoints: readonly (readonly [path: string, body: Readonly<Record<string, unknown>>])[] = [
  ['/openai/v1/chat/completions', { model: 'gpt-4o', messages: [{ role: 'user', content: 'hello' }] }],
  ['/openai/v1/responses', { model: 'gpt-5-mini', input: 'hello' }],
  ['/openai/v1/responses/input_tokens', { model: 'gpt-5-mini', input: 'hello' }],
  ['/openai/v1/responses/compact', { model: 'gpt-5-mini', input: 'hello' }],
  ['/openai/v1/conversations', { items: [{ role: 'user', content: 'hello' }] }],
  ['/openresponses/v1/responses', { model: 'gpt-5-mini', input: 'hello' }],
  ['/openresponses/v1/responses/compact', { model: 'gpt-5-mini', input: 'hello' }],
  ['/anthropic/v1/messages', message],
  ['/v1/messages/count_tokens', message],
  ['/anthropic/v1/messages/batches', { requests: [{ custom_id: 'a', params: message }] }],
];

/** Names that readers look at, so that made-up values get to them. */
const keys = [
  ...['messages', 'role', 'content', 'type', 'text', 'name', 'tool_calls', 'function', 'arguments', 'tools'],
  ...[
    'parameters',
    'properties',
    'tool_choice',
    'response_format',
    'json_schema',
    'schema',
    'format',
    'stop',
  ],
  ...['n', 'max_tokens', 'max_completion_tokens', 'max_output_tokens', 'stream', 'stream_options', 'seed'],
  ...['logprobs', 'top_logprobs', 'temperature', 'prediction', 'metadata', 'modalities', 'input', 'include'],
  ...['instructions', 'reasoning', 'effort', 'image_url', 'url', 'input_audio', 'data', 'file', 'file_data'],
  ...['previous_response_id', 'conversation', 'items', 'id', 'background', 'store', 'truncation', 'model'],
  ...[
    'system',
    'thinking',
    'budget_tokens',
    'cache_control',
    'ttl',
    'output_config',
    'tool_use_id',
    'requests',
  ],
  ...['source', 'media_type', 'citations', 'input_schema', 'custom_id', 'params', 'thread', 'signature'],
  ...['__proto__', 'constructor', 'toString', 'length', 'anyOf', '$ref', 'enum', 'pattern', 'required'],
];

const oddText = fc.oneof(
  fc.constantFrom('', '\ud800', '\udfff\ud800', '<|endoftext|>', '__proto__', 'data:image/png;base64,AAAA'),
  fc.constantFrom(
    'user',
    'tool',
    'function',
    'json_schema',
    'tool_result',
    'tool_use',
    'thinking',
    'base64',
    'object',
    'string',
    '#/$defs/a',
    '(a+)+$',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const oddValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    oddText,
    fc.constantFrom(null, true, false, 0, -1, 1.5, 1e308, -1e308, 2 ** 53, 4294967296),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(fc.constantFrom(...keys), tie('value')), { maxLength: 5 }).map(toObject),
  ),
})).value;

/** An object with its own `__proto__`, as JSON can have. */
function toObject(entries: readonly (readonly [string, unknown])[]): unknown {
  return JSON.parse(
    `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`,
  );
}

describe('hostile requests', () => {
  const defects: unknown[] = [];
  let server: RunningServer;
  beforeAll(async () => {
    server = await startApiServer(['openai', 'openresponses', 'anthropic'], {
      store: createMemoryStateStore({ nowMs: () => performance.now(), maxEntries: 100 }),
      simulator: { seed: 3, generator: createGenerator('lorem') },
      app: { reportDefect: (error) => defects.push(error) },
    });
    // So that the time it takes to load the table of an encoding is not counted against a request.
    await Promise.all(endpoints.map(([path, body]) => post(path, JSON.stringify(body))));
  });
  afterAll(() => server.close());

  const post = (path: string, body: string | Uint8Array) =>
    fetch(server.url + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'anthropic-version': '2023-06-01',
        'x-llmsim-tokens': '5',
      },
      body: body as string,
    });

  const cpuMs = (before: NodeJS.CpuUsage) => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };

  /**
   * A right answer, or a refusal in the API's own words, within a second: of this process, as the machine may be
   * busy with others. They slow the processor down, too, so a request that took longer is asked again: what is slow
   * by itself is slow each time.
   */
  async function expectSanity(path: string, body: string | Uint8Array, triesLeft = 2): Promise<number> {
    const before = process.cpuUsage();
    const answer = await post(path, body);
    const text = await answer.text();
    const usedMs = cpuMs(before);
    expect([...defects]).toEqual([]);
    expect({ status: answer.status, text: answer.status < 500 ? '' : text }).toMatchObject({ text: '' });
    if (answer.status >= 400) {
      expect(JSON.parse(text)).toMatchObject({
        error: { message: expect.any(String) as string, type: expect.any(String) as string },
      });
      expect(text).not.toMatch(/\bat .*\.[jt]s:\d/);
    }
    if (usedMs >= 1000 && triesLeft > 0) return expectSanity(path, body, triesLeft - 1);
    expect(usedMs).toBeLessThan(1000);
    return answer.status;
  }

  describe.each(endpoints)('to %s', (path, right) => {
    it('are refused or answered, whatever a field is', async () => {
      const field = fc.oneof(fc.constantFrom(...Object.keys(right), ...keys));
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(field, oddValue), { minLength: 1, maxLength: 3 }), async (odd) => {
          const added = toObject(odd) as Record<string, unknown>;
          await expectSanity(path, JSON.stringify({ ...right, ...added }));
        }),
        { numRuns: 150, seed: 11 },
      );
    });

    it('are refused or answered, whatever the body is', async () => {
      await fc.assert(
        fc.asyncProperty(oddValue, (body) => expectSanity(path, JSON.stringify(body)).then(() => undefined)),
        { numRuns: 50, seed: 12 },
      );
    });

    it.each([
      ['nothing', ''],
      ['half of JSON', '{"model":"gpt-4o","messages":[{'],
      ['no text', new Uint8Array([0xff, 0xfe, 0x00, 0x80])],
      ['arrays in arrays', '['.repeat(500_000)],
      ['a value in arrays in arrays', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
      ['objects in objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ])('that are %s are refused', async (_what, body) => {
      // A conversation may be begun with nothing.
      const isRight = body === '' && 'items' in right;
      expect(await expectSanity(path, body)).toBe(isRight ? 200 : 400);
    });

    it.each([
      ['one letter', 'a'.repeat(1_000_000)],
      ['spaces', ' '.repeat(1_000_000)],
      ['an emoji', '🌤'.repeat(250_000)],
      ['special tokens', '<|endoftext|>'.repeat(70_000)],
      ['lone surrogates', '\ud800'.repeat(100_000)],
    ])('that are a megabyte of %s are refused or answered', async (_what, text) => {
      const odd = 'messages' in right ? { messages: [{ role: 'user', content: text }] } : { input: text };
      const body = 'items' in right ? { items: [{ role: 'user', content: text }] } : { ...right, ...odd };
      await expectSanity(path, JSON.stringify(body));
    });
  });

  it('over a WebSocket are answered, and the connection goes on', async () => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/openai/v1/responses`);
    await new Promise((resolve) => socket.once('open', resolve));
    const answerTo = (message: string) =>
      new Promise<{ type: string }>((resolve) => {
        const receive = (data: Buffer) => {
          const event = JSON.parse(data.toString()) as { type: string };
          if (!/^(error|response\.(completed|failed|incomplete))$/.test(event.type)) return;
          socket.off('message', receive);
          resolve(event);
        };
        socket.on('message', receive);
        socket.send(message);
      });
    const create = { type: 'response.create', model: 'gpt-5-mini', input: 'hello', max_output_tokens: 16 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...keys), oddValue), { maxLength: 3 }),
        async (odd) => {
          const added = toObject(odd) as Record<string, unknown>;
          await answerTo(JSON.stringify({ ...create, ...added, generate: true }));
        },
      ),
      { numRuns: 100, seed: 13 },
    );
    for (const message of ['', 'rubbish', '['.repeat(100_000), '"text"', 'null', '{"type":5}']) {
      expect((await answerTo(message)).type).toBe('error');
    }
    expect((await answerTo(JSON.stringify(create))).type).toMatch(/completed|incomplete/);
    expect(defects).toEqual([]);
    socket.terminate();
  });

  it('leave a server that works and has nothing under way', async () => {
    const [path, body] = endpoints[0] ?? ['', {}];
    expect((await post(path, JSON.stringify(body))).status).toBe(200);
    const stats = (await (await fetch(`${server.url}/llmsim/stats`)).json()) as { active_requests: number };
    expect(stats.active_requests).toBe(0);
  });
});
