import { createSimRequest } from '@llmsim/core';
import { createScenarioService, type AskedTurn } from './scenario-service.js';
import { createTestDesk, type TestDesk } from './test-desk.js';

const turnOf = (test: string): AskedTurn => ({
  request: createSimRequest({ model: 'm', messages: [{ role: 'user', content: 'hello' }] }),
  test,
  api: 'tiny',
  endpoint: 'say',
  requestId: 'r',
  headers: {},
  identity: undefined,
  body: undefined,
});

const file = { file: 'own.yaml', text: 'scenarios: [{ name: own, reply: Mine. }]' };

it('a turn has the scenarios of its test, though those of many others were read while it was begun', async () => {
  const desk = createTestDesk(() => 0);
  let meanwhile: () => Promise<unknown> = () => Promise.resolve();
  const slowDesk: TestDesk = {
    ...desk,
    async begin(beginning) {
      const turn = await desk.begin(beginning);
      if (beginning.test === 'first') await meanwhile();
      return turn;
    },
  };
  const service = createScenarioService({ scenarios: [], unmatched: 'refuse', desk: slowDesk });
  const begin = async (test: string) => (await service.begin(turnOf(test))).controls.responder;
  const others = Array.from({ length: 150 }, (_, index) => `other-${index}`);
  for (const test of ['first', ...others]) await service.put(test, { scenarios: file, bodies: false });

  expect(await begin('first')).toBeDefined();
  meanwhile = () => Promise.all(others.map(begin));
  expect(await begin('first')).toBeDefined();
});
