import { startTinyServer, type TinyServer } from '../../fixtures/tiny-server.js';

let server: TinyServer;
beforeEach(async () => {
  server = await startTinyServer();
});
afterEach(() => server.close());

const ask = (method: string, body?: string, query = '') =>
  fetch(`${server.url}/llmsim/faults${query}`, { method, ...(body !== undefined && { body }) });
const statusOf = async (headers: Record<string, string> = {}) => (await server.say({}, headers)).status;

it('strike all requests until they are taken away', async () => {
  expect(await statusOf()).toBe(200);
  expect((await ask('PUT', 'overloaded')).status).toBe(200);
  expect([await statusOf(), await statusOf()]).toEqual([503, 503]);
  expect(await (await ask('GET')).json()).toEqual({ faults: [{ test: null, faults: 'overloaded' }] });
  expect((await ask('DELETE')).status).toBe(204);
  expect(await statusOf()).toBe(200);
  expect((await ask('DELETE')).status).toBe(404);
});

it('are a list with conditions, too', async () => {
  const faults = [{ mode: 'status', code: 409, times: 1 }];
  const reply = await ask('PUT', JSON.stringify({ faults }));
  expect(await reply.json()).toEqual({ test: null, faults });
  expect([await statusOf(), await statusOf(), await statusOf()]).toEqual([409, 200, 409]);
});

it('of a test strike the requests of that test alone, and win there', async () => {
  await ask('PUT', 'server-error', '?test=mine');
  const mine = { 'x-llmsim-test': 'mine' };
  expect([await statusOf(mine), await statusOf({ 'x-llmsim-test': 'other' }), await statusOf()]).toEqual([
    500, 200, 200,
  ]);
  await ask('PUT', 'overloaded');
  expect([await statusOf(mine), await statusOf({ 'x-llmsim-test': 'other' })]).toEqual([500, 503]);
});

it('leave a request alone that asks for a failure itself', async () => {
  await ask('PUT', 'overloaded');
  expect(await statusOf({ 'x-llmsim-fault': 'authentication' })).toBe(401);
});

it('are named by the replies that they strike', async () => {
  await ask('PUT', 'late-body;ms=1');
  const reply = await server.say({});
  expect(reply.headers.get('x-llmsim-fault')).toBe('late-body');
});

it.each([
  ['', '', /The body names the failure modes/],
  ['{"mode": "stall"}', '', /The body names the failure modes/],
  ['[]', '', /The body names the failure modes/],
  ['[{"mode": 3}]', '', /The body names the failure modes/],
  ['{"faults": ', '', /The body names the failure modes/],
  ['stal', '', /There is no failure mode "stal"/],
  ['stall;afer=2', '', /afer/],
  ['stall', '?tset=a', /Unknown parameter "tset"/],
  ['stall', '?test=a%20b', /The id of a test has/],
])('%s %s is refused, and nothing changes', async (body, query, message) => {
  const reply = await ask('PUT', body, query);
  expect(reply.status).toBe(400);
  expect(((await reply.json()) as { error: { message: string } }).error.message).toMatch(message);
  expect(await (await ask('GET')).json()).toEqual({ faults: [] });
});
