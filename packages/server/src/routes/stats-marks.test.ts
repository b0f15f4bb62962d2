import { createManualClock } from '@llmsim/core/testing';
import { startTinyServer, type TinyServer } from '../../fixtures/tiny-server.js';

let server: TinyServer;
afterEach(() => server.close());

const getJson = async (path: string) => {
  const response = await fetch(`${server.url}${path}`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const mark = (query = '') => fetch(`${server.url}/llmsim/stats/mark${query}`, { method: 'POST' });

describe('marks in the statistics', () => {
  it('show what was counted since, by name, beside all there is', async () => {
    server = await startTinyServer({ clock: createManualClock() });
    await server.say({});
    expect(await (await mark()).json()).toEqual({ mark: 'default' });
    await server.say({});
    await mark('?name=run-2');
    await server.say({ stream: true }).then((response) => response.text());
    expect((await getJson('/llmsim/stats')).body).toMatchObject({ total_requests: 3 });
    expect((await getJson('/llmsim/stats?since=default')).body).toMatchObject({ total_requests: 2 });
    expect((await getJson('/llmsim/stats?since=run-2')).body).toMatchObject({
      total_requests: 1,
      streaming_requests: 1,
      scheduler: { worst: { verdict: 'ok', ago_secs: null } },
    });
  });

  it.each(['?name=', '?name=a%20b', `?name=${'x'.repeat(65)}`, '?name=a&name=b'])(
    'do not have the name of %s',
    async (query) => {
      server = await startTinyServer();
      expect((await mark(query)).status).toBe(400);
    },
  );

  it('that are not there are not found, and no more than 32 are kept', async () => {
    server = await startTinyServer();
    expect((await getJson('/llmsim/stats?since=never')).status).toBe(404);
    for (let index = 0; index <= 32; index += 1) await mark(`?name=m${index}`);
    expect((await getJson('/llmsim/stats?since=m0')).status).toBe(404);
    expect((await getJson('/llmsim/stats?since=m1')).status).toBe(200);
  });
});

it('shows Prometheus of the last minute, of each model, of the worst verdict and of the process', async () => {
  server = await startTinyServer();
  await server.say({ stream: true }).then((response) => response.text());
  const page = await (await fetch(`${server.url}/metrics`)).text();
  expect(page).toContain('llmsim_model_time_to_first_token_seconds_count{model="tiny"} 1');
  expect(page).toMatch(/llmsim_last_minute_seconds\{of="time_to_first_token",quantile="0.99"\} \d/);
  expect(page).toContain('llmsim_worst_verdict{verdict="ok"}');
  expect(page).toMatch(/^process_cpu_seconds_total [\d.]+$/m);
  expect(page).toMatch(/^process_resident_memory_bytes \d{7,}$/m);
  expect(page).toContain('llmsim_outcomes_total{outcome="lost"} 0');
});
