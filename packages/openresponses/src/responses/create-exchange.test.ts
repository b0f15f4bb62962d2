import {
  acceptedAtMs,
  answer,
  bodyOf,
  framesOf,
  optionsOf,
  parseResponse,
  storeOf,
} from '../../fixtures/exchanges.js';
import { helloReply, replyOf, textPart, turnOf } from '../../fixtures/planned-reply.js';
import { openResponsesDialect } from '../open-responses-dialect.js';
import { createResponsesEndpoints } from './responses-endpoints.js';

const endpointsOf = (store = storeOf()) =>
  createResponsesEndpoints(openResponsesDialect, optionsOf({ store }));

describe('an exchange', () => {
  it('answers JSON', async () => {
    const exchange = await parseResponse(endpointsOf());
    expect(exchange.streaming).toBe(false);
    const wire = exchange.encodeReply(helloReply);
    expect(wire).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
    expect(bodyOf(wire)).toMatchObject({ status: 'completed' });
  });

  it('has nothing to do afterwards if nothing is kept', async () => {
    const exchange = await parseResponse(endpointsOf(), { store: false });
    expect('finish' in exchange).toBe(false);
  });

  it('keeps a response that failed on the way, as it was sent', async () => {
    const store = storeOf();
    const exchange = await parseResponse(endpointsOf(store), { stream: true });
    const reply = replyOf(turnOf('stop', textPart('a')), undefined, 2);
    framesOf(exchange, reply);
    expect(store.size()).toBe(0);
    await exchange.finish?.(reply, 'failed');
    expect(store.size()).toBe(1);
  });

  it('does not wait for a store that does not make it wait', async () => {
    const exchange = await parseResponse(endpointsOf());
    exchange.encodeReply(helloReply);
    expect(exchange.finish?.(helloReply, 'completed')).toBeUndefined();
    const slow = await parseResponse(endpointsOf(storeOf(true)));
    slow.encodeReply(helloReply);
    expect(slow.finish?.(helloReply, 'completed')).toBeInstanceOf(Promise);
  });

  it('shows each of several replies by its own ids', async () => {
    const exchange = await parseResponse(endpointsOf());
    const idOf = (seed: number) =>
      bodyOf(exchange.encodeReply({ ...helloReply, idSeed: [seed, 0, 0, 0] }))['id'];
    expect(idOf(1)).not.toBe(idOf(2));
    expect(idOf(1)).toBe(idOf(1));
  });

  it('keeps the last of two equal requests', async () => {
    const store = storeOf();
    const endpoints = endpointsOf(store);
    await answer(endpoints, {}, helloReply);
    await answer(endpoints, {}, helloReply);
    expect(store.size()).toBe(1);
  });
});

it.each([
  ['whole', false],
  ['streamed', true],
])('was completed when it really was, by the clock of whoever plays it: %s', async (_how, stream) => {
  const endpoints = createResponsesEndpoints(openResponsesDialect, optionsOf());
  const exchange = await parseResponse(endpoints, { stream });
  const endedAtMs = acceptedAtMs + 5000;
  const completedOf = (json: string) => (JSON.parse(json) as { completed_at: number }).completed_at;
  if (!stream)
    expect(completedOf(exchange.encodeReply(helloReply, endedAtMs).body)).toBe(Math.floor(endedAtMs / 1000));
  else {
    const encoder = exchange.createEncoder(helloReply, { before: () => '', after: '', terminated: false });
    const frames = [...helloReply.timeline].flatMap(({ event }) => encoder.encode(event, endedAtMs));
    const { response } = JSON.parse(frames.at(-1) ?? '') as { response: unknown };
    expect(completedOf(JSON.stringify(response))).toBe(Math.floor(endedAtMs / 1000));
  }
});
