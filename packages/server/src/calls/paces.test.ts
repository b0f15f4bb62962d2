import { createSimulator, createGenerator, type Pace } from '@llmsim/core';
import { createManualClock } from '@llmsim/core/testing';
import { startTinyServer, type TinyServer } from '../../fixtures/tiny-server.js';

let server: TinyServer;
afterEach(() => server.close());

/** A server whose pacer learns token by token when they are due. */
async function startLearning() {
  const clock = createManualClock();
  const known: number[] = [];
  const listeners: (() => void)[] = [];
  const pace = (): Pace => {
    let next = 0;
    return {
      get firstTokenMs() {
        return known[0];
      },
      next: () => (next < known.length ? known[next++] : undefined),
      whenKnown: (listener) => void listeners.push(listener),
    };
  };
  server = await startTinyServer({
    clock,
    simulator: createSimulator({
      seed: 1,
      generator: createGenerator('fixed', { text: ' one two three' }),
      pacer: () => pace,
    }),
  });
  const learn = (dueMs: number) => {
    known.push(dueMs);
    for (const listener of listeners.splice(0)) listener();
  };
  return { clock, learn };
}

describe('a pace that is learned while it is played', () => {
  it.each([
    ['a whole reply', {}],
    ['a stream', { stream: true }],
  ])('holds up %s until its last token is due', async (_what, body) => {
    const { clock, learn } = await startLearning();
    const answer = server.say(body).then((response) => response.text());
    await server.until(({ active_requests }) => active_requests === 1);
    clock.advance(1000);
    for (const dueMs of [1010, 1020]) learn(dueMs);
    clock.advance(100);
    expect((await server.stats()).active_requests).toBe(1);
    learn(1150);
    clock.advance(50);
    expect(await answer).toContain('three');
    const stats = await server.until(({ active_requests }) => active_requests === 0);
    expect(stats.outcomes.completed).toBe(1);
    expect(stats.max_latency_ms).toBe(1150);
  });

  it('holds up an answer that is no turn', async () => {
    const { clock, learn } = await startLearning();
    const answer = fetch(`${server.url}/tiny/v1/measure`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"model":"m"}',
    });
    await server.until(({ active_requests }) => active_requests === 1);
    clock.advance(500);
    expect((await server.stats()).active_requests).toBe(1);
    learn(600);
    clock.advance(100);
    expect((await answer).status).toBe(200);
  });

  it('gives way to a latency that the request asks for', async () => {
    await startLearning();
    expect((await server.say({}, { 'x-llmsim-latency': 'instant' })).status).toBe(200);
  });
});
