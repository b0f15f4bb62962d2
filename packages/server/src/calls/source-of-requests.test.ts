import { createSimulator, type RequestSource } from '@llmsim/core';
import { startTinyServer, type TinyServer } from '../../fixtures/tiny-server.js';

let server: TinyServer;
afterEach(() => server.close());

it('responders learn through which API and endpoint a request came, and its headers', async () => {
  const sources: (RequestSource | undefined)[] = [];
  const simulator = createSimulator({
    seed: 1,
    responders: [
      {
        name: 'listener',
        respond(_request, { source }) {
          sources.push(source);
          return undefined;
        },
      },
    ],
  });
  server = await startTinyServer({ simulator });
  expect((await server.say({}, { 'x-team': 'blue', 'x-llmsim-latency': 'instant' })).status).toBe(200);
  expect(sources).toMatchObject([{ provider: 'tiny', endpoint: 'say', headers: { 'x-team': 'blue' } }]);
});
