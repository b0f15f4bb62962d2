import { setTimeout as wait } from 'node:timers/promises';
import { complete, endPrograms, startServing } from './cli-program.js';

afterEach(endPrograms);

/** Asks until the answer is yes. @returns the answers */
async function readinessOf(url: string): Promise<readonly string[]> {
  const answers: string[] = [];
  for (;;) {
    const response = await fetch(`${url}/ready`);
    const { reason = 'ready' } = (await response.json()) as { reason?: string };
    answers.push(`${response.status} ${reason}`);
    if (response.ok) return answers;
    await wait(20);
  }
}

describe.each([['one process'], ['workers']])('a server of %s', (kind) => {
  it('serves at once, and is ready when nothing has to be loaded any more', async () => {
    const { url } = await startServing(kind === 'workers' ? ['--workers', '2'] : []);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    const answers = await readinessOf(url);
    expect(answers.at(-1)).toBe('200 ready');
    for (const answer of answers.slice(0, -1)) expect(answer).toMatch(/^503 starting: /);
    expect((await complete(url)).status).toBe(200);
  });
});
