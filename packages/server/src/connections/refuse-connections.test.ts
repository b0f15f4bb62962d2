import { connectRaw, httpRequest } from '../../fixtures/raw-client.js';
import { startTinyServer, type TinyServer } from '../../fixtures/tiny-server.js';

let server: TinyServer;
beforeEach(async () => {
  server = await startTinyServer();
});
afterEach(() => server.close());

/** Why a new connection fails; `undefined`: it does not. */
async function whyRefused(): Promise<string | undefined> {
  try {
    const client = await connectRaw(server.port);
    client.socket.destroy();
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
}

const refuse = (query: string) => fetch(`${server.url}/llmsim/refuse${query}`, { method: 'POST' });

it('are refused for the time that was asked for, while open ones go on', async () => {
  const open = await connectRaw(server.port);
  expect(await (await refuse('?ms=300')).json()).toEqual({ refusing_ms: 300 });
  while ((await whyRefused()) !== 'ECONNREFUSED');
  open.send(httpRequest('/tiny/v1/say', { model: 'm' }, { connection: 'close' }));
  expect((await open.ended).text).toMatch(/^HTTP\/1\.1 200 OK/);
  while ((await whyRefused()) !== undefined);
  expect((await server.say({})).status).toBe(200);
  expect(server.defects).toEqual([]);
});

it('are refused for at most an hour, and for a time that is one', async () => {
  for (const query of ['', '?ms=0', '?ms=x', '?ms=-1', '?ms=3600001']) {
    const reply = await refuse(query);
    expect([query, reply.status]).toEqual([query, 400]);
  }
});

it('a server can end while it refuses', async () => {
  await refuse('?ms=600000');
  while ((await whyRefused()) !== 'ECONNREFUSED');
  await server.close();
  server = await startTinyServer();
});
