import { createTestDesk } from '@llmsim/server';
import { createSimulatedTest } from './simulated-test.js';

const limits = { tests: 1, ageMs: 1000, requests: 1, allRequests: 10, characters: 10_000 };

it('a test of more requests than are kept does not pass unseen', async () => {
  const desk = createTestDesk(() => 0, undefined, limits);
  const test = createSimulatedTest('many', {
    url: 'http://localhost',
    desk,
    setup: { scenarios: undefined, bodies: false },
    set: undefined,
    all: false,
    unmatched: 'refuse',
  });
  for (const number of [1, 2]) {
    await desk.note('many', {
      number,
      request_id: null,
      api: 'openai',
      endpoint: 'responses',
      model: 'gpt-4o',
      attempt: 1,
      result: 'unmatched',
      scenario: null,
      turn: null,
      place: null,
      explanation: null,
      fault: null,
      tool_calls: [],
      text: null,
    });
  }
  expect(test.verdict()).toMatchObject({ verdict: 'fail', reasons: ['1 requests are not kept any more.'] });
});
