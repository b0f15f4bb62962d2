import { createSimRequest } from '../turn/create-sim-request.js';
import { tokenCounterForModel } from '../tokens/token-counter-for-model.js';
import { prepareRequest } from './prepare-request.js';
import { createSimulator } from './simulator.js';

const counter = tokenCounterForModel('gpt-4o');
const longText = Array.from({ length: 40_000 }, (_, index) => ` ${index}`).join('');
const longRequest = createSimRequest({
  model: 'gpt-4o',
  messages: [
    { role: 'system', content: 'short' },
    { role: 'user', content: longText, name: 'me' },
    ...Array.from({ length: 1500 }, (_, index) => ({ role: 'user' as const, content: `message ${index}` })),
  ],
});

function prepare(request = longRequest) {
  const steps = prepareRequest(request, counter);
  let taken = 0;
  for (let step = steps?.next(); step !== undefined; step = steps?.next()) {
    if (step.done === true) return { taken, prepared: step.value };
    taken += 1;
  }
  return undefined;
}

describe('preparing a request', () => {
  it('is not worth it for a short one', () => {
    expect(prepare(createSimRequest({ model: 'gpt-4o', messages: [{ role: 'user', content: 'hi' }] }))).toBe(
      undefined,
    );
  });

  it('takes steps, and does not change what is planned', () => {
    const { taken, prepared } = prepare() ?? {};
    expect(taken).toBeGreaterThan(3);
    const plan = (controls: object) => createSimulator({ seed: 1 }).plan(longRequest, controls);
    expect(JSON.stringify(plan({ prepared }))).toBe(JSON.stringify(plan({})));
  });

  it('leaves nothing of the prompt to be counted or identified to the plan', () => {
    const plan = createSimulator({ seed: 1 }).plan(longRequest, {
      prepared: { inputTokens: 1234, identity: [1, 2, 3, 4] },
    });
    expect(plan).toMatchObject({ usage: { inputTokens: 1234 } });
  });
});
