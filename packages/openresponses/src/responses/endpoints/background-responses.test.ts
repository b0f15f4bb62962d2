import { timelineOf, type Outcome, type PlannedReply } from '@llmsim/core';
import {
  acceptedAtMs,
  contextOf,
  errorOf,
  found,
  framesOf,
  framesOfReplay,
  lookUp,
  optionsOf,
  parseResponse,
  storeOf,
} from '../../../fixtures/exchanges.js';
import { helloReply } from '../../../fixtures/planned-reply.js';
import { openResponsesDialect } from '../../open-responses-dialect.js';
import { createResponsesEndpoints } from '../responses-endpoints.js';

const lastMs = helloReply.timeline.durationMs() ?? 0;
const dialect = {
  ...openResponsesDialect,
  parameters: new Set([...openResponsesDialect.parameters, 'conversation']),
};

/** Begins a response in the background, and plays its turn as far as it is asked to. */
async function start(body: object = {}, reply: PlannedReply = helloReply, store = storeOf()) {
  const endpoints = createResponsesEndpoints(dialect, optionsOf({ store }));
  const exchange = await parseResponse(endpoints, { background: true, ...body }, contextOf());
  await exchange.begin?.(reply);
  const accepted = JSON.parse(exchange.encodeAccepted?.(reply).body ?? '') as { id: string };
  const url = `/responses/${accepted.id}`;
  const events = reply.timeline[Symbol.iterator]();
  let next = events.next();
  const playUntil = (ms: number): void => {
    for (; next.done !== true && next.value.atMs <= ms; next = events.next()) {
      exchange.happened?.(reply, next.value.event, acceptedAtMs + next.value.atMs);
    }
  };
  const end = async (outcome: Outcome = 'completed') => {
    playUntil(Infinity);
    await exchange.finish?.(reply, outcome);
  };
  const get = (query = '') => found(endpoints, 'GET', url + query);
  const stream = (query = '') => lookUp(endpoints, 'GET', `${url}?stream=true${query}`);
  const cancel = () => found(endpoints, 'POST', `${url}/cancel`);
  return { endpoints, exchange, accepted, url, playUntil, end, get, stream, cancel, store };
}

describe('a response in the background', () => {
  it('is accepted before anything is said', async () => {
    const { accepted, get } = await start();
    const queued = { status: 'queued', background: true, output: [], usage: null, completed_at: null };
    expect(accepted).toMatchObject(queued);
    expect(await get()).toMatchObject(queued);
  });

  it('is in progress until it is over, and by the clock of the one who plays it', async () => {
    const { exchange, playUntil, end, get } = await start();
    playUntil(lastMs - 1);
    expect(await get()).toMatchObject({ status: 'in_progress', output: [] });
    exchange.happened?.(helloReply, { type: 'part-end', choice: 0, part: 0 }, acceptedAtMs + 60_000);
    exchange.happened?.(helloReply, { type: 'turn-end', usage: helloReply.usage }, acceptedAtMs + 60_000);
    const over = await get();
    expect(over).toMatchObject({
      status: 'completed',
      completed_at: Math.floor((acceptedAtMs + 60_000) / 1000),
      output: [{ content: [{ text: 'Hello world' }] }],
    });
    await end();
    expect(await get()).toEqual(over);
  });

  it('is kept though it is not to be stored, so that it can be asked about', async () => {
    const { end, get } = await start({ store: false });
    await end();
    expect(await get()).toMatchObject({ status: 'completed', store: false });
  });

  it('may be continued when it is over, before its last reader has read it', async () => {
    const { endpoints, accepted, playUntil } = await start({ stream: true });
    const goOn = () => parseResponse(endpoints, { previous_response_id: accepted.id });
    playUntil(lastMs - 1);
    await expect(goOn()).rejects.toMatchObject({
      failure: { message: `Previous response with id '${accepted.id}' is still in progress.` },
    });
    playUntil(lastMs);
    expect((await goOn()).request.messages).toHaveLength(3);
  });

  it('fails where a connection would have been broken', async () => {
    const cut = [...helloReply.timeline].slice(0, 4);
    const reply = { ...helloReply, timeline: timelineOf(() => cut[Symbol.iterator]()) };
    const { end, get, stream } = await start({ stream: true }, reply);
    await end('failed');
    expect(await get()).toMatchObject({ status: 'failed', error: { code: 'server_error' } });
    const frames = await framesOfReplay(await stream());
    expect(frames.filter((frame) => frame.startsWith('event: response.failed'))).toHaveLength(1);
  });

  it('has failed if the process that ran it is gone', async () => {
    const { store, url } = await start();
    const others = createResponsesEndpoints(dialect, optionsOf({ store }));
    for (const call of [lookUp(others, 'GET', url), lookUp(others, 'POST', `${url}/cancel`)]) {
      const { body } = (await call) as { body: string };
      expect(JSON.parse(body)).toMatchObject({ status: 'failed', error: { code: 'server_error' } });
    }
  });

  it('stays deleted if it is deleted while it runs', async () => {
    const { endpoints, url, end, store } = await start();
    await found(endpoints, 'DELETE', url);
    await end();
    expect(store.size()).toBe(0);
    expect(await errorOf(() => lookUp(endpoints, 'GET', url), dialect)).toMatchObject({ status: 404 });
  });

  it('asks nothing of the store while it runs', async () => {
    const store = storeOf();
    let calls = 0;
    const count =
      <T extends unknown[], R>(method: (...args: T) => R) =>
      (...args: T): R => {
        calls += 1;
        return method(...args);
      };
    const counting: typeof store = {
      ...store,
      get: count((collection, id) => store.get(collection, id)),
      read: count((collection, id) => store.read(collection, id)),
      put: count((collection, id, value) => store.put(collection, id, value)),
    };
    const { playUntil } = await start({ stream: true }, helloReply, counting);
    calls = 0;
    playUntil(lastMs - 1);
    expect(calls).toBe(0);
  });

  it('adds to its conversation when it is over, unless it was cancelled', async () => {
    for (const isCancelled of [false, true]) {
      const store = storeOf();
      const { id } = await found(
        createResponsesEndpoints(dialect, optionsOf({ store })),
        'POST',
        '/conversations',
        {},
      );
      const { endpoints, cancel, end } = await start({ conversation: id }, helloReply, store);
      if (isCancelled) await cancel();
      await end();
      const { data } = await found(endpoints, 'GET', `/conversations/${String(id)}/items`);
      expect(data).toHaveLength(isCancelled ? 0 : 2);
    }
  });
});

describe('cancelling a response in the background', () => {
  it('leaves it where it is', async () => {
    const { playUntil, cancel, end, get } = await start();
    playUntil(250);
    const cancelled = await cancel();
    expect(cancelled).toMatchObject({
      status: 'cancelled',
      usage: null,
      output: [{ status: 'in_progress', content: [{ text: 'Hello' }] }],
    });
    expect(await cancel()).toEqual(cancelled);
    await end('cancelled');
    expect(await get()).toEqual(cancelled);
  });

  it('changes nothing when it is over', async () => {
    const { end, cancel } = await start();
    await end();
    expect(await cancel()).toMatchObject({ status: 'completed' });
  });

  it('and its end: the first one counts, for everybody', async () => {
    const first = await start();
    first.playUntil(lastMs);
    expect(await first.cancel()).toMatchObject({ status: 'completed' });
    const second = await start();
    const [cancelled] = await Promise.all([second.cancel(), second.end()]);
    expect(await second.get()).toEqual(cancelled);
  });

  it('ends it where it runs', async () => {
    const { exchange, cancel } = await start({ stream: true });
    let cancelled = 0;
    exchange.onCancelled?.(() => (cancelled += 1));
    await cancel();
    exchange.onCancelled?.(() => (cancelled += 1));
    expect(cancelled).toBe(2);
  });
});

describe('streaming a response in the background again', () => {
  const expectedFrames = async (endpoints: Parameters<typeof parseResponse>[0]) =>
    framesOf(await parseResponse(endpoints, { background: true, stream: true }), helloReply);

  it('gives it from the beginning or after an event, when it is over', async () => {
    const { endpoints, end, stream } = await start({ stream: true });
    await end();
    const whole = await framesOfReplay(await stream());
    expect(whole).toEqual(await expectedFrames(endpoints));
    expect(await framesOfReplay(await stream('&starting_after=3'))).toEqual(whole.slice(4));
    expect(await framesOfReplay(await stream('&starting_after=1000'))).toEqual(['data: [DONE]\n\n']);
  });

  it.each([0, 3])('goes on with it while it runs, from event %p on', async (first) => {
    const { endpoints, playUntil, end, stream } = await start({ stream: true });
    playUntil(0);
    const following = framesOfReplay(await stream(`&starting_after=${first - 1}`.replace('-1', '')));
    for (let ms = 0; ms <= lastMs; ms += 50) {
      playUntil(ms);
      await Promise.resolve();
    }
    await end();
    const whole = await expectedFrames(endpoints);
    expect(await following).toEqual(first === 0 ? whole.slice(1) : whole.slice(first));
  });

  it('ends where it was cancelled', async () => {
    const { playUntil, cancel, end, stream } = await start({ stream: true });
    playUntil(250);
    const following = framesOfReplay(await stream());
    await cancel();
    await end('cancelled');
    const frames = await following;
    expect(frames.some((frame) => frame.includes('Hello'))).toBe(true);
    expect(frames.some((frame) => frame.includes('response.completed'))).toBe(false);
    expect(await framesOfReplay(await stream())).toEqual(frames);
  });

  it('ends with [DONE] only where its dialect says so', async () => {
    const silent = createResponsesEndpoints({ ...openResponsesDialect, endsWithDone: false }, optionsOf());
    const exchange = await parseResponse(silent, { background: true, stream: true });
    await exchange.begin?.(helloReply);
    for (const { event } of helloReply.timeline) exchange.happened?.(helloReply, event, acceptedAtMs);
    await exchange.finish?.(helloReply, 'completed');
    const { id } = JSON.parse(exchange.encodeAccepted?.(helloReply).body ?? '') as { id: string };
    const frames = await framesOfReplay(await lookUp(silent, 'GET', `/responses/${id}?stream=true`));
    expect(frames.at(-1)).toContain('response.completed');
  });

  it('is refused when it is more than five minutes old', async () => {
    const { endpoints, url, end } = await start({ stream: true });
    await end();
    const at = (ms: number) =>
      lookUp(endpoints, 'GET', `${url}?stream=true`, undefined, { acceptedAtMs: acceptedAtMs + ms });
    await expect(at(300_000)).resolves.toMatchObject({ status: 200 });
    expect(await errorOf(() => at(300_001), dialect)).toMatchObject({
      status: 400,
      message: 'This response can no longer be streamed because it is more than 5 minutes old.',
    });
  });

  it.each(['x', '-1', '1.5'])('is refused after %s', async (after) => {
    const { stream } = await start({ stream: true });
    expect(await errorOf(() => stream(`&starting_after=${after}`), dialect)).toMatchObject({
      status: 400,
      param: 'starting_after',
    });
  });

  it('is refused unless it was begun so', async () => {
    const { stream } = await start();
    expect(await errorOf(() => stream(), dialect)).toMatchObject({
      status: 400,
      message: 'Only responses that were created with background=true and stream=true can be streamed.',
    });
  });
});
