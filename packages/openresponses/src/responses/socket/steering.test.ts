import type { Json } from '../../../fixtures/exchanges.js';
import { callPart, helloReply, replyOf, textPart, turnOf } from '../../../fixtures/planned-reply.js';
import { anotherReply, connect } from '../../../fixtures/socket-client.js';
import { openResponsesDialect } from '../../open-responses-dialect.js';
import type { ResponsesDialect } from '../responses-dialect.js';

const dialect: ResponsesDialect = {
  ...openResponsesDialect,
  concurrentTurns: 16,
  parameters: new Set([...openResponsesDialect.parameters, 'context_management']),
};
const calling = replyOf(turnOf('tool-calls', callPart('f', '{}')));
const failing = replyOf(turnOf('stop', textPart('a', 'b')), undefined, 3);

type Client = ReturnType<typeof connect>;

/** Begins a turn, so that its response has an id: it is steered before the rest of it is sent. */
async function begin(
  client: Client,
  body: object,
  reply = anotherReply(),
): Promise<[string, () => Promise<Json[]>]> {
  await client.create(body);
  const turn = client.pending.at(-1);
  const [first] = [...reply.timeline];
  const [frame = '{}'] = turn!.exchange.createEncoder(reply, turn!.framing).encode(first!.event);
  const { response } = JSON.parse(frame) as { response: { id: string } };
  return [response.id, () => client.play(reply)];
}
const steer = (
  client: Client,
  previous_response_id: unknown,
  input: unknown = 'Shorter!',
  more: object = {},
) => client.send({ type: 'response.steer', previous_response_id, input, ...more });
const failure = (code: string, previous_response_id: unknown, input: unknown) => ({
  type: 'response.steer.failed',
  sequence_number: 0,
  error: { type: 'invalid_request_error', code, message: expect.any(String) as string },
  steer: { previous_response_id, input },
});

describe('steering a response', () => {
  it('takes a megabyte of input at most, and does not send back what is longer', async () => {
    const client = connect(dialect);
    const [id] = await begin(client, {});
    await steer(client, id, 'x'.repeat(600_000));
    expect(client.keptBytes).toBeGreaterThan(600_000);
    await steer(client, id, 'x'.repeat(600_000));
    await steer(client, id, 'x'.repeat(2_000_000));
    expect(client.sent).toMatchObject([
      { type: 'response.steer.accepted' },
      failure('too_many_pending_steers', id, 'x'.repeat(600_000)),
      { type: 'response.steer.failed', error: { code: 'too_many_pending_steers' } },
    ]);
    expect(JSON.stringify(client.sent[2]).length).toBeLessThan(500);
  });

  it('is accepted, and its successor begins with it when the response is over', async () => {
    const client = connect(dialect);
    const [id, finish] = await begin(client, { stream_id: 'a', store: false, temperature: 0.5 });
    await steer(client, id);
    await steer(client, id, [{ role: 'user', content: [{ type: 'input_text', text: 'In French.' }] }]);
    const accepted = {
      type: 'response.steer.accepted',
      sequence_number: 0,
      steer: { id: expect.stringMatching(/^steer_/) as string, previous_response_id: id },
      stream_id: 'a',
    };
    expect(client.sent).toEqual([accepted, accepted]);
    expect(new Set(client.sent.map((event) => (event['steer'] as Json)['id'])).size).toBe(2);
    await finish();
    const { request } = client.pending[0]!.exchange;
    expect(request.messages.map(({ role, content }) => [role, content])).toEqual([
      ['user', [{ type: 'text', text: 'Say hello.' }]],
      ['assistant', expect.anything()],
      ['user', [{ type: 'text', text: 'Shorter!' }]],
      ['user', [{ type: 'text', text: 'In French.' }]],
    ]);
    const events = await client.play();
    expect((events[0]?.['response'] as Json)['previous_response_id']).toBe(id);
    expect((events[0]?.['response'] as Json)['temperature']).toBe(0.5);
    expect(client.pending).toEqual([]);
  });

  it('waits for the outputs of calls, and stands in front of them', async () => {
    const client = connect(dialect);
    const tools = [{ type: 'function', name: 'f' }];
    const [id, finish] = await begin(client, { tools }, anotherReply(calling));
    await steer(client, id);
    const events = await finish();
    const { output } = events.at(-1)?.['response'] as { output: Json[] };
    const call_id = output[0]?.['call_id'];
    expect(client.sent.at(-1)).toEqual({
      type: 'response.steer.pending',
      sequence_number: 0,
      steer: { id: expect.stringMatching(/^steer_/) as string, previous_response_id: id },
      reason: 'waiting_for_required_input',
      required_input: [{ type: 'function_call_output', call_id }],
    });
    expect(client.pending).toEqual([]);
    const input = [{ type: 'function_call_output', call_id, output: '7' }];
    await client.create({ previous_response_id: id, input });
    const { messages } = client.pending[0]!.exchange.request;
    expect(messages.slice(-2)).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'Shorter!' }] },
      expect.objectContaining({ role: 'tool' }),
    ]);
  });

  it('fails with its response, which gives the input back', async () => {
    const client = connect(dialect);
    const [id, finish] = await begin(client, {}, anotherReply(failing));
    await steer(client, id);
    await finish();
    expect(client.pending).toEqual([]);
    expect(client.sent.at(-1)).toEqual({
      ...failure('response_not_active', id, 'Shorter!'),
      steer: {
        id: expect.stringMatching(/^steer_/) as string,
        previous_response_id: id,
        input: 'Shorter!',
      },
    });
  });

  it.each([
    ['', undefined],
    [[], undefined],
    [7, undefined],
    [null, undefined],
    [[{ role: 'assistant', content: 'Hi' }], undefined],
    [[{ type: 'function_call_output', call_id: 'a', output: '7' }], undefined],
    [[{ role: 'user', content: [{ type: 'output_text', text: 'Hi' }] }], undefined],
    ['Hi', { stream_id: 'a' }],
  ])('is refused for the input %j', async (input, more) => {
    const client = connect(dialect);
    const [id] = await begin(client, {});
    await steer(client, id, input, more);
    expect(client.sent).toEqual([failure('invalid_input', id, input)]);
  });

  it('is refused for a response that is unknown or over', async () => {
    const client = connect(dialect);
    await steer(client, 'resp_unheard');
    expect(client.sent).toEqual([failure('response_not_found', 'resp_unheard', 'Shorter!')]);
    const [id, finish] = await begin(client, {});
    await finish();
    await steer(client, id);
    expect(client.sent.at(-1)).toEqual(failure('response_already_completed', id, 'Shorter!'));
  });

  it('is refused for a response that compacts its conversation by itself', async () => {
    const client = connect(dialect);
    const [id] = await begin(client, {
      context_management: [{ type: 'compaction', compact_threshold: 5000 }],
    });
    await steer(client, id);
    expect(client.sent).toEqual([failure('steering_not_supported', id, 'Shorter!')]);
  });

  it('is refused where too much of it waits', async () => {
    const client = connect(dialect);
    const [id] = await begin(client, {}, anotherReply(helloReply));
    for (let count = 0; count < 17; count += 1) await steer(client, id);
    expect(client.sent.at(-1)).toEqual(failure('too_many_pending_steers', id, 'Shorter!'));
  });

  it('is unknown where the dialect has no lanes', async () => {
    const client = connect();
    await steer(client, 'resp_1');
    expect(client.sent).toMatchObject([{ type: 'error', status: 400 }]);
  });
});
