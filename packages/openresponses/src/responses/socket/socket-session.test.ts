import type { Steps } from '@llmsim/core';
import { problemsOf } from '../../../fixtures/check-events.js';
import {
  acceptedAtMs,
  answer,
  contextOf,
  optionsOf,
  socketOf,
  storeOf,
} from '../../../fixtures/exchanges.js';
import type { Json } from '../../../fixtures/exchanges.js';
import { anotherReply, connect, messageOf } from '../../../fixtures/socket-client.js';
import { callPart, helloReply, replyOf, textPart, turnOf } from '../../../fixtures/planned-reply.js';
import { openResponsesDialect } from '../../open-responses-dialect.js';
import type { ResponsesDialect } from '../responses-dialect.js';
import { createResponsesEndpoints } from '../responses-endpoints.js';

const lanes: ResponsesDialect = { ...openResponsesDialect, concurrentTurns: 16 };
const failing = replyOf(turnOf('stop', textPart('a', 'b')), undefined, 3);

const idOf = (events: readonly Json[]) => (events[0]?.['response'] as { id: string }).id;
const notFound = (id: string) => ({
  type: 'error',
  status: 400,
  error: {
    code: 'previous_response_not_found',
    message: `Previous response with id '${id}' not found.`,
    param: 'previous_response_id',
  },
});

describe('a turn', () => {
  it.each([
    ['beside the type', { model: 'gpt-4o', input: 'Hi' }],
    ['in response', { response: { model: 'gpt-4o', input: 'Hi' } }],
  ])('is asked for with its parameters %s', async (_name, message) => {
    const client = connect();
    await client.send({ type: 'response.create', event_id: 'event_1', ...message });
    expect(client.pending[0]?.exchange.request.messages).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
    ]);
  });

  it('is encoded as the events of a stream, without [DONE]', async () => {
    const client = connect();
    await client.create();
    const events = await client.play();
    expect(problemsOf(events)).toEqual([]);
    expect(events.at(-1)?.['type']).toBe('response.completed');
    for (const event of events) expect(event).not.toHaveProperty('stream_id');
  });

  it('waits for the one before it', async () => {
    const client = connect();
    await client.create();
    await client.create();
    await client.create();
    expect(client.pending).toHaveLength(1);
    await client.play();
    expect(client.pending).toHaveLength(1);
    const second = await client.play();
    // It begins when its turn has come, not when it was asked for.
    expect(second[0]).toMatchObject({ response: { created_at: Math.floor((acceptedAtMs + 5000) / 1000) } });
    await client.play();
    expect(client.pending).toHaveLength(0);
  });

  it('may be a failure, shown as in a stream', async () => {
    const client = connect();
    await client.create();
    const events = await client.play(failing);
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['error', 'response.failed']);
  });

  it('may fail before it begins, and the next one comes', async () => {
    const client = connect();
    await client.create();
    await client.create();
    await client.fail({ kind: 'rate-limit' });
    expect(client.sent).toEqual([
      expect.objectContaining({
        type: 'error',
        status: 429,
        error: expect.objectContaining({ code: 'rate_limit_exceeded' }) as unknown,
      }),
    ]);
    expect(client.pending).toHaveLength(1);
  });

  it('is kept like any other', async () => {
    const store = storeOf();
    const client = connect(openResponsesDialect, store);
    await client.create({ store: false });
    await client.play();
    expect(store.size()).toBe(0);
    await client.create();
    await client.play();
    expect(store.size()).toBe(1);
  });
});

describe('a message', () => {
  it.each([
    ['is not JSON', '{', 'invalid_request', 'body'],
    ['is no object', '[]', 'invalid_request', 'body'],
    ['has no type', '{}', 'missing_required_parameter', 'type'],
    ['is unknown', '{"type":"response.unheard"}', 'invalid_value', 'type'],
    [
      'asks for the background',
      '{"type":"response.create","background":true}',
      'unsupported_parameter',
      'background',
    ],
    ['has no model', '{"type":"response.create","input":"Hi"}', 'missing_required_parameter', 'model'],
    [
      'has a wrong value',
      '{"type":"response.create","model":"m","input":"","temperature":9}',
      'decimal_above_max_value',
      'temperature',
    ],
  ])('that %s gets an error, and the connection goes on', async (_name, message, code, param) => {
    const client = connect();
    await client.send(message);
    expect(client.sent).toEqual([
      {
        type: 'error',
        status: 400,
        error: { type: 'invalid_request', code, param, message: expect.any(String) as unknown },
      },
    ]);
    await client.create();
    expect(client.pending).toHaveLength(1);
  });

  it('may say again that it wants a stream', async () => {
    const client = connect();
    await client.create({ stream: true, stream_options: { include_obfuscation: false } });
    expect((await client.play())[4]).not.toHaveProperty('obfuscation');
  });
});

describe('a warm-up', () => {
  it('gives an id to go on from, and no output', async () => {
    const client = connect();
    await client.create({ generate: false, store: false, instructions: 'Be brief.' });
    expect(client.pending).toHaveLength(0);
    expect(client.sent.map(({ type }) => type)).toEqual([
      'response.created',
      'response.in_progress',
      'response.completed',
    ]);
    expect(client.sent.at(-1)).toMatchObject({
      response: { output: [], usage: { input_tokens: 4, output_tokens: 0 } },
    });
    await client.create({ previous_response_id: idOf(client.sent), input: 'Go on.' });
    expect(client.pending[0]?.exchange.request.messages).toHaveLength(2);
  });
});

describe('a continuation', () => {
  it('goes on from the latest response of the connection, though it is not stored', async () => {
    const client = connect();
    await client.create({ store: false });
    const id = idOf(await client.play());
    await client.create({ store: false, previous_response_id: id, input: 'And then?' });
    const messages = client.pending[0]?.exchange.request.messages;
    expect(messages?.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
    // The whole conversation is there, however long.
    const next = idOf(await client.play());
    await client.create({ store: false, previous_response_id: next, input: 'And then?' });
    expect(client.pending[0]?.exchange.request.messages).toHaveLength(5);
  });

  it('answers the calls of the turn before', async () => {
    const client = connect();
    await client.create({ store: false });
    const events = await client.play(anotherReply(replyOf(turnOf('tool-calls', callPart('f', '{}')))));
    const { output } = events.at(-1)?.['response'] as { output: { call_id: string }[] };
    const answers = [{ type: 'function_call_output', call_id: output[0]?.call_id, output: '7' }];
    await client.create({ store: false, previous_response_id: idOf(events), input: answers });
    expect(client.pending[0]?.exchange.request.messages.at(-1)).toMatchObject({ role: 'tool' });
  });

  it('knows only the latest response', async () => {
    const client = connect();
    await client.create({ store: false });
    const first = idOf(await client.play());
    await client.create({ store: false });
    await client.play();
    await client.create({ store: false, previous_response_id: first });
    expect(client.sent).toMatchObject([notFound(first)]);
  });

  it('knows nothing of other connections, but what is stored', async () => {
    const store = storeOf();
    const one = connect(openResponsesDialect, store);
    await one.create({ store: false });
    const unstored = idOf(await one.play());
    await one.create();
    const stored = idOf(await one.play());
    const other = connect(openResponsesDialect, store);
    await other.create({ previous_response_id: unstored });
    expect(other.sent).toMatchObject([notFound(unstored)]);
    await other.create({ previous_response_id: stored });
    expect(other.pending).toHaveLength(1);
  });

  it('may go on over HTTP from what was stored', async () => {
    const client = connect();
    await client.create();
    const id = idOf(await client.play());
    expect(await answer(client.endpoints, { previous_response_id: id }, helloReply)).toMatchObject({
      previous_response_id: id,
    });
  });

  it.each<[string, (client: ReturnType<typeof connect>, id: string) => Promise<unknown>]>([
    [
      'when it begins',
      async (client, id) => {
        await client.create({ store: false, previous_response_id: id });
        await client.fail({ kind: 'server-error' });
      },
    ],
    [
      'on the way',
      async (client, id) => {
        await client.create({ store: false, previous_response_id: id });
        await client.play(anotherReply(failing));
      },
    ],
    ['because it is refused', (client, id) => client.create({ previous_response_id: id, temperature: 9 })],
  ])('that fails %s makes the connection forget what it went on from', async (_name, fail) => {
    const client = connect();
    await client.create({ store: false });
    const id = idOf(await client.play());
    await fail(client, id);
    await client.create({ store: false, previous_response_id: id });
    expect(client.sent.at(-1)).toMatchObject(notFound(id));
  });

  it('is not hurt by the failure of a turn that begins anew', async () => {
    const client = connect();
    await client.create({ store: false });
    const id = idOf(await client.play());
    await client.create({ store: false });
    await client.play(anotherReply(failing));
    await client.create({ store: false, previous_response_id: id });
    expect(client.pending).toHaveLength(1);
  });
});

describe('lanes', () => {
  it('run side by side, and each shows its name', async () => {
    const client = connect(lanes);
    await client.create({ stream_id: 'a' });
    await client.create({ stream_id: 'b' });
    await client.create();
    expect(client.pending).toHaveLength(3);
    for (const name of ['a', 'b', undefined]) {
      const events = await client.play();
      expect(problemsOf(events)).toEqual([]);
      for (const event of events) expect(event['stream_id']).toBe(name);
    }
  });

  it('are each in order', async () => {
    const client = connect(lanes);
    await client.create({ stream_id: 'a' });
    await client.create({ stream_id: 'a' });
    await client.create({ stream_id: 'b' });
    expect(client.pending).toHaveLength(2);
  });

  it('shows errors and warm-ups under their name', async () => {
    const client = connect(lanes);
    await client.create({ stream_id: 'a', temperature: 9 });
    await client.create({ stream_id: 'a', generate: false });
    expect(client.sent.map(({ stream_id }) => stream_id)).toEqual(['a', 'a', 'a', 'a']);
  });

  it('remember a response each, which any of them may go on from', async () => {
    const client = connect(lanes);
    await client.create({ stream_id: 'a', store: false });
    const a = idOf(await client.play());
    await client.create({ stream_id: 'b', store: false });
    const b = idOf(await client.play());
    await client.create({ stream_id: 'b', store: false, previous_response_id: a });
    await client.create({ stream_id: 'a', store: false, previous_response_id: b });
    expect(client.pending).toHaveLength(2);
  });

  it('forget what they went on from only if it is their own', async () => {
    const client = connect(lanes);
    await client.create({ stream_id: 'a', store: false });
    const a = idOf(await client.play());
    await client.create({ stream_id: 'b', store: false, previous_response_id: a });
    await client.fail({ kind: 'server-error' });
    await client.create({ stream_id: 'a', store: false, previous_response_id: a });
    expect(client.pending).toHaveLength(1);
  });

  it('are at most 16 at work, the others wait', async () => {
    const client = connect(lanes);
    for (let lane = 0; lane < 18; lane += 1) await client.create({ stream_id: `lane-${lane}` });
    expect(client.pending).toHaveLength(16);
    await client.play();
    expect(client.pending).toHaveLength(16);
  });

  it('are at most 32 with names', async () => {
    const client = connect(lanes);
    await client.create();
    for (let lane = 0; lane < 33; lane += 1) await client.create({ stream_id: `lane-${lane}` });
    expect(client.sent).toMatchObject([
      { status: 400, error: { code: 'websocket_stream_limit_reached', param: 'stream_id' } },
    ]);
  });

  it.each([
    ['an empty name', ''],
    ['a space', 'a b'],
    ['other letters', 'ä'],
    ['too long a name', 'x'.repeat(257)],
    ['a number', 7],
  ])('have no %s', async (_name, name) => {
    const client = connect(lanes);
    await client.create({ stream_id: name });
    expect(client.sent).toMatchObject([{ status: 400, error: { code: 'invalid_stream_id' } }]);
    expect(client.sent[0]).not.toHaveProperty('stream_id');
  });

  it('do not exist where the dialect has none', async () => {
    const endpoints = createResponsesEndpoints(openResponsesDialect, optionsOf({ strict: true }));
    const session = socketOf(endpoints).connect(contextOf());
    const message = { type: 'response.create', model: 'gpt-4o', input: 'Hi', stream_id: 'a' };
    const [action] = await session.receive(messageOf(JSON.stringify(message)));
    expect(action?.type === 'send' && (JSON.parse(action.message) as Json)).toMatchObject({
      error: { code: 'unknown_parameter', param: 'stream_id' },
    });
  });
});

describe('a connection', () => {
  it('lets turns of 16 million bytes wait, and refuses more', async () => {
    const client = connect();
    const input = 'x'.repeat(6_000_000);
    // The first runs; of the others, the third goes over the limit and is taken, the fourth is refused.
    for (let turn = 0; turn < 4; turn += 1) await client.create({ input });
    expect(client.sent).toEqual([]);
    await client.create({ input });
    expect(client.sent).toMatchObject([{ status: 429, error: { code: 'websocket_queue_limit_reached' } }]);
  });

  it('lets 256 turns wait, and refuses more', async () => {
    const client = connect();
    for (let turn = 0; turn < 258; turn += 1) await client.create();
    expect(client.sent).toMatchObject([{ status: 429, error: { code: 'websocket_queue_limit_reached' } }]);
  });

  it('says what it keeps for later: what waits, and the latest response of each lane', async () => {
    const client = connect(lanes);
    const input = 'x'.repeat(1_000_000);
    await client.create({ stream_id: 'a', input, store: false });
    expect(client.keptBytes).toBe(0);
    await client.create({ stream_id: 'a' });
    expect(client.keptBytes).toBeGreaterThan(50);
    expect(client.keptBytes).toBeLessThan(200);
    await client.play();
    // The second runs, and the first is remembered.
    expect(client.keptBytes).toBeGreaterThan(1_000_000);
    expect(client.keptBytes).toBeLessThan(1_001_000);
    await client.play();
    expect(client.keptBytes).toBeLessThan(1000);
  });

  /** Counts the steps of each computation that may have others in between. */
  const countingSteps = () => {
    const taken: number[] = [];
    const inSteps = <T>(steps: Steps<T>): Promise<T> => {
      for (let count = 1; ; count += 1) {
        const { done, value } = steps.next();
        if (done !== true) continue;
        taken.push(count);
        return Promise.resolve(value);
      }
    };
    return { taken, context: { ...contextOf(), inSteps } };
  };

  it('cuts a long conversation to fit step by step', async () => {
    const { taken, context } = countingSteps();
    const options = { ...optionsOf(), countInputTokens: undefined };
    const session = socketOf(createResponsesEndpoints(lanes, options)).connect(context);
    const input = Array.from({ length: 20 }, (_, index) => ({
      role: 'user',
      content: ` cut${index}`.repeat(10_000),
    }));
    const message = { type: 'response.create', model: 'gpt-4o', truncation: 'auto', input };
    const [action] = await session.receive(messageOf(JSON.stringify(message)));
    if (action?.type !== 'turn') throw new Error('It is refused.');
    expect(action.turn.exchange.request.messages.length).toBeLessThan(20);
    expect(taken[0]).toBeGreaterThan(20);
  });

  it('counts a long prompt that is only taken in step by step, and a short one at once', async () => {
    const { taken, context } = countingSteps();
    const session = socketOf(createResponsesEndpoints(lanes, optionsOf())).connect(context);
    const tokensOf = async (input: string) => {
      const message = { type: 'response.create', model: 'gpt-4o', generate: false, input };
      const last = (await session.receive(messageOf(JSON.stringify(message)))).at(-1);
      const { response } = JSON.parse(last?.type === 'send' ? last.message : '') as Json;
      return ((response as Json)['usage'] as Json)['input_tokens'];
    };
    expect(await tokensOf('one two')).toBe(2);
    expect(taken).toEqual([]);
    expect(await tokensOf(' word'.repeat(50_000))).toBeGreaterThan(50_000);
    expect(taken[0]).toBeGreaterThan(3);
  });

  it('ends after an hour', () => {
    const client = connect();
    expect(socketOf(client.endpoints).maxConnectionMs).toBe(3_600_000);
    client.expire();
    expect(client.sent).toMatchObject([
      { type: 'error', status: 400, error: { code: 'websocket_connection_limit_reached' } },
    ]);
    expect(client.closed).toHaveLength(1);
  });

  it('does the same with a store that answers later', async () => {
    const client = connect(lanes, storeOf(true));
    await client.create({ stream_id: 'a' });
    const id = idOf(await client.play());
    await Promise.all([
      client.create({ stream_id: 'b', previous_response_id: id }),
      client.create({ stream_id: 'b', previous_response_id: id }),
      client.create({ stream_id: 'b', generate: false }),
    ]);
    expect(client.pending).toHaveLength(1);
    await client.play();
    await client.play();
    expect(client.sent).toHaveLength(3);
  });

  it('receives nothing of a turn that it did not ask for', async () => {
    const client = connect();
    await client.create();
    const [turn] = client.pending;
    const stranger = socketOf(client.endpoints).connect(contextOf());
    expect(await stranger.turnEnded(turn!, 'completed', acceptedAtMs)).toEqual([]);
  });
});
