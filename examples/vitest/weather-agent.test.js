// A simulator in the process of the test, with a scenario, and matchers for its verdict.
import { scenario, scenarios, startSimulator, matchers } from '@llmsim/testing';
import { afterAll, expect, test } from 'vitest';
import { runAgent } from '../node-test/weather-agent.js';

expect.extend(matchers);

const simulator = await startSimulator({
  scenarios: scenarios(
    scenario('weather', { user: /weather in (\w+)/ })
      .calls('get_weather', { city: '$1' })
      .says('It is sunny in $1.'),
  ),
  closeAfter: afterAll,
});
const question = 'What is the weather in Paris?';

test('the agent looks the weather up', async () => {
  const simulated = simulator.test('looks up');
  const answer = await runAgent({ baseURL: simulated.url, question, getWeather: () => 'sunny' });
  expect(answer).toBe('It is sunny in Paris.');
  expect(simulated).toHaveCalledTools(['get_weather']);
  expect(simulated).toPassVerdict();
});

test('the verdict says what is missing where the tool fails', async () => {
  const simulated = simulator.test('tool fails');
  const getWeather = () => Promise.reject(new Error('no network'));
  await expect(runAgent({ baseURL: simulated.url, question, getWeather })).rejects.toThrow('no network');
  expect(() => expect(simulated).toPassVerdict()).toThrow('"weather", turn 2 was never reached');
});
