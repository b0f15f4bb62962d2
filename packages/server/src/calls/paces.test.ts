import { createSimulator, createGenerator, type Pace } from '@llmsim/core';
import { createManualClock } from '@llmsim/core/testing';
import type { TinyHooks } from '../../fixtures/tiny-provider.js';
import { startTinyServer, type TinyServer } from '../../fixtures/tiny-server.js';

let server: TinyServer;
afterEach(() => server.close());

/** A server whose pacer learns token by token when they are due. */
async function startLearning(hooks: TinyHooks = {}) {
  const clock = createManualClock();
  const known: number[] = [];
  const listeners: (() => void)[] = [];
  let paces = 0;
  const pace = (): Pace => {
    paces += 1;
    let next = 0;
    return {
      get firstTokenMs() {
        return known[0];
      },
      next: () => (next < known.length ? known[next++] : undefined),
      whenKnown: (listener) => void listeners.push(listener),
    };
  };
  const simulator = createSimulator({
    seed: 1,
    generator: createGenerator('fixed', { text: ' one two three' }),
    pacer: () => pace,
  });
  server = await startTinyServer({ clock, simulator }, hooks);
  const learn = (dueMs: number) => {
    known.push(dueMs);
    for (const listener of listeners.splice(0)) listener();
  };
  return { clock, learn, paces: () => paces };
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

  it.each([false, true])(
    'holds up a turn in the background, which has one of its own (stream: %s)',
    async (stream) => {
      const happened: string[] = [];
      const { clock, learn, paces } = await startLearning({ happened: (type) => void happened.push(type) });
      const answer = server.say({ background: true, stream }).then((response) => response.text());
      await server.until(({ active_requests }) => active_requests === 1);
      clock.advance(1000);
      for (const dueMs of [1010, 1020]) learn(dueMs);
      clock.advance(100);
      expect(happened).toEqual(['turn-start', 'part-start', 'part-delta', 'part-delta']);
      expect((await server.stats()).active_requests).toBe(1);
      learn(1150);
      clock.advance(50);
      expect(await answer).toContain(stream ? '[DONE]' : 'accepted');
      const stats = await server.until(({ active_requests }) => active_requests === 0);
      expect(stats.outcomes.completed).toBe(1);
      expect(happened.at(-1)).toBe('turn-end');
      expect(paces()).toBe(1);
      expect(server.defects).toEqual([]);
    },
  );

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
