import type { RunningServer } from '@llmsim/server';
import { endPrograms, startServing } from './cli-program.js';
import { startApiServer } from './api-server.js';

const prefix = 'anthropic-ratelimit-';
const hello = [{ role: 'user', content: 'hello' }];

function ask(url: string, body: object = {}): Promise<Response> {
  return fetch(`${url}/anthropic/v1/messages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-api-key': 'sk-ant-test',
      'anthropic-version': '2023-06-01',
      // So that workers take turns.
      connection: 'close',
    },
    body: JSON.stringify({ model: 'claude-haiku-4-5', max_tokens: 40, messages: hello, ...body }),
  });
}

const leftOf = ({ headers }: Response, kind: string) => Number(headers.get(`${prefix}${kind}-remaining`));

describe('the limits that replies state', () => {
  let server: RunningServer;
  afterEach(() => server.close());

  it('are charged from max_tokens, corrected to what was said, and refuse what would exceed them', async () => {
    server = await startApiServer(['anthropic'], {
      app: { rateLimits: { inputTokensPerMinute: 1000, outputTokensPerMinute: 100 } },
    });
    const first = await ask(server.url);
    const usage = ((await first.json()) as { usage: { input_tokens: number; output_tokens: number } }).usage;
    expect(leftOf(first, 'output-tokens')).toBe(60);
    expect(leftOf(first, 'input-tokens')).toBe(1000 - usage.input_tokens);
    expect(leftOf(first, 'tokens')).toBe(leftOf(first, 'input-tokens') + leftOf(first, 'output-tokens'));
    const second = await ask(server.url);
    await second.text();
    // The bucket fills again as time goes by.
    expect(leftOf(second, 'output-tokens')).toBeGreaterThanOrEqual(100 - usage.output_tokens - 40);
    const refused = await ask(server.url, { max_tokens: 90 });
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({
      error: {
        type: 'rate_limit_error',
        message: expect.stringContaining('rate limit of 100 output tokens per minute') as string,
      },
    });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('do not count what the cache had', async () => {
    server = await startApiServer(['anthropic'], { app: { rateLimits: { inputTokensPerMinute: 100_000 } } });
    const system = [
      { type: 'text', text: 'The same each time. '.repeat(2000), cache_control: { type: 'ephemeral' } },
    ];
    const written = await ask(server.url, { system });
    const { usage } = (await written.json()) as { usage: { cache_creation_input_tokens: number } };
    expect(usage.cache_creation_input_tokens).toBeGreaterThan(5000);
    for (let time = 0; time < 4; time += 1) await (await ask(server.url, { system })).text();
    const last = await ask(server.url, { max_tokens: 1 });
    await last.text();
    expect(leftOf(last, 'input-tokens')).toBeGreaterThan(100_000 - 2 * usage.cache_creation_input_tokens);
  });
});

describe('the limits of several workers', () => {
  afterAll(() => endPrograms());

  it('are counted together', async () => {
    const { url } = await startServing(['--workers', '2', '--latency', 'instant'], {
      environment: { LLMSIM_LIMITS_REQUESTS_PER_MINUTE: '4' },
    });
    const left: number[] = [];
    for (let time = 0; time < 4; time += 1) {
      const reply = await ask(url);
      await reply.text();
      left.push(leftOf(reply, 'requests'));
    }
    // Counted apart, each worker would have two requests left; one comes back in a quarter of a minute.
    expect(left[0]).toBe(3);
    expect(left[3]).toBeLessThan(2);
  });
});
