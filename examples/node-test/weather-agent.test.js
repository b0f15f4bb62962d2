// node --test: a simulator in the process of the test, a scenario, and a verdict.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { scenario, scenarios, startSimulator } from '@llmsim/testing';
import { runAgent } from './weather-agent.js';

const simulator = await startSimulator({
  scenarios: scenarios(
    scenario('weather', { user: /weather in (\w+)/ })
      .calls('get_weather', { city: '$1' })
      .says('It is sunny in $1.'),
  ),
  closeAfter: after,
});
const question = 'What is the weather in Paris?';

test('the agent looks the weather up', async ({ name }) => {
  const simulated = simulator.test(name);
  const answer = await runAgent({ baseURL: simulated.url, question, getWeather: () => 'sunny' });
  assert.equal(answer, 'It is sunny in Paris.');
  assert.deepEqual(simulated.calledTools(), ['get_weather']);
  simulated.assertPassed();
});

test('the verdict says what is missing where the tool fails', async ({ name }) => {
  const simulated = simulator.test(name);
  const getWeather = () => Promise.reject(new Error('no network'));
  await assert.rejects(runAgent({ baseURL: simulated.url, question, getWeather }), /no network/);
  assert.throws(() => simulated.assertPassed(), /"weather", turn 2 was never reached/);
});
