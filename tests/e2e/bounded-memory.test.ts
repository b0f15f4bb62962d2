import { endPrograms, startServing } from './cli-program.js';

afterEach(endPrograms);

const megabytes = 4;
const requests = 20;

/** Sends a request with a text of megabytes in one of its fields; resolves to the status. */
async function send(url: string, field: string, index: number): Promise<number> {
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer sk-test' },
    body: JSON.stringify({
      model: 'gpt-4o',
      messages: [{ role: 'user', content: 'Hi' }],
      [field]: `${index}${'x'.repeat(megabytes * 1_000_000)}`,
    }),
  });
  await response.text();
  return response.status;
}

it.each(['model', 'user', 'prompt_cache_key'])(
  'does not keep what clients send in %s, however long it is',
  async (field) => {
    // Kept, it would not fit: the process would be out of memory.
    const { url } = await startServing(['--latency', 'instant'], {
      environment: {
        NODE_OPTIONS: '--max-old-space-size=64',
        LLMSIM_RESPONSE_TARGET_TOKENS: '5',
        LLMSIM_LIMITS_REQUESTS_PER_MINUTE: '100000',
      },
    });
    for (let index = 0; index < requests; index += 1) expect(await send(url, field, index)).toBe(200);
    const ledger = await (await fetch(`${url}/llmsim/requests`)).text();
    expect(ledger.length).toBeLessThan(requests * 2000);
    const stats = await (await fetch(`${url}/llmsim/stats`)).text();
    expect(stats.length).toBeLessThan(20_000);
    expect((await (await fetch(`${url}/metrics`)).text()).length).toBeLessThan(50_000);
  },
);
