import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endPrograms, startServing } from './cli-program.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'llmsim-'));
});
afterAll(() => rm(directory, { recursive: true }));
afterEach(endPrograms);

/** What is said to the same question, over a connection of its own. */
async function textOf(url: string): Promise<string> {
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }] }),
  });
  const { choices } = (await response.json()) as { choices: [{ message: { content: string } }] };
  return choices[0].message.content;
}

describe.each(['1', '2'])('a reload with %s workers', (workers) => {
  async function serve(config: string) {
    const file = join(directory, 'llmsim.yaml');
    await writeFile(file, config);
    const { url } = await startServing(['--config', file, '--workers', workers, '--latency', 'instant']);
    const reload = async (changed: string) => {
      await writeFile(file, changed);
      expect((await fetch(`${url}/llmsim/reload`, { method: 'POST' })).status).toBe(200);
    };
    return { url, reload };
  }

  it('lets a sequence go on where it was', async () => {
    const config = 'response: {generator: "sequence:A|B|C"}\n';
    const { url, reload } = await serve(config);
    const texts = [await textOf(url), await textOf(url)];
    await reload(config);
    texts.push(await textOf(url));
    await reload(`${config}limits: {requests_per_minute: 100}\n`);
    texts.push(await textOf(url));
    expect(texts).toEqual(['A', 'B', 'C', 'A']);
  });

  it('leaves replies as they were without a seed, too', async () => {
    const { url, reload } = await serve('response: {target_tokens: 20, vary: never}\n');
    const before = await textOf(url);
    await reload('response: {target_tokens: 20, vary: never}\nmodels: {unknown: reject}\n');
    expect(await textOf(url)).toBe(before);
  });
});
