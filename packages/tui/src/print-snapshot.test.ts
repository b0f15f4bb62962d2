import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { printSnapshot } from './print-snapshot.js';
import { llmsimAnswers, startFakeServer } from './testing/fake-server.js';
import { sampleBody } from './testing/sample-stats.js';

async function print(url: string, json?: boolean) {
  const [output, errorOutput] = [new PassThrough(), new PassThrough()];
  const exitCode = await printSnapshot({ url, json, output, errorOutput });
  output.end();
  errorOutput.end();
  return { exitCode, printed: await text(output), said: await text(errorOutput) };
}

describe('printSnapshot', () => {
  it('prints text', async () => {
    const server = await startFakeServer(llmsimAnswers(() => sampleBody(60)));
    const { exitCode, printed, said } = await print(server.url);
    await server.close();
    expect([exitCode, said]).toEqual([0, '']);
    expect(printed).toContain('total 1,200');
  });

  it('prints the JSON that the server answers, what it does not know included', async () => {
    const body = sampleBody(60, { news: { of: ['tomorrow'] } });
    const server = await startFakeServer(llmsimAnswers(() => body));
    const { exitCode, printed } = await print(server.url, true);
    await server.close();
    expect([exitCode, JSON.parse(printed)]).toEqual([0, body]);
  });

  it('says in one line that nobody answers', async () => {
    const server = await startFakeServer({});
    await server.close();
    const { exitCode, printed, said } = await print(server.url);
    expect([exitCode, printed, said]).toEqual([
      1,
      '',
      `llmsim: No server at ${server.url}: connection refused.\n`,
    ]);
  });

  it('says in one line that somebody else answers', async () => {
    const server = await startFakeServer({});
    const { exitCode, printed, said } = await print(server.url, true);
    await server.close();
    expect([exitCode, printed]).toEqual([1, '']);
    expect(said).toMatch(/^llmsim: .* is not a llmsim: GET \/health answers with status 404\..*\n$/);
  });

  it('says in one line that an address is none', async () => {
    const { exitCode, said } = await print('no address');
    expect([exitCode, said.split('\n')]).toEqual([1, [expect.stringContaining('"no address"'), '']]);
  });
});
