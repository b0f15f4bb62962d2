import { deriveSeed } from '@llmsim/core';
import {
  answer,
  errorOf,
  found,
  optionsOf,
  parseResponse,
} from '../../../openresponses/fixtures/exchanges.js';
import type { Json } from '../../../openresponses/fixtures/exchanges.js';
import {
  callPart,
  helloReply,
  reasoningPart,
  replyOf,
  textPart,
  turnOf,
} from '../../../openresponses/fixtures/planned-reply.js';
import { createResponsesDialect } from './dialect.js';
import { responsesEndpoints } from './responses-endpoints.js';

// What agents and gateways send back, and what becomes of it.
const dialect = createResponsesDialect('org-test');
const endpoints = responsesEndpoints({ ...optionsOf(), organization: 'org-test' });
const refuse = (body: object) =>
  errorOf(() => parseResponse(endpoints, { model: 'gpt-5', ...body }), dialect);
const take = (body: object) => parseResponse(endpoints, { model: 'gpt-5', ...body });

const calling = replyOf(turnOf('tool-calls', reasoningPart(4), callPart('f', '{}')));
const saying = replyOf(turnOf('stop', reasoningPart(4), textPart('Yes')));
const include = ['reasoning.encrypted_content'];
const user = { role: 'user', content: 'And now?' };

let replies = 0;

/** The id of a response that is like no other, and the two items of its output. */
async function outputOf(reply: typeof calling, body: object = {}): Promise<[string, Json, Json]> {
  replies += 1;
  const own = { ...reply, idSeed: deriveSeed('returned items', replies) };
  const { id, output } = await answer(endpoints, { model: 'gpt-5', ...body }, own);
  const [first, second] = output as [Json, Json];
  return [id as string, first, second];
}
const resultOf = (call: Json) => ({ type: 'function_call_output', call_id: call['call_id'], output: '7' });
const refusal = (
  message: string,
  param: string | null = 'input',
  code: string | null = null,
  status = 400,
) => ({
  status,
  type: 'invalid_request_error',
  message,
  param,
  code,
});

describe('an item that is there twice', () => {
  const duplicate = (item: Json) =>
    refusal(
      `Duplicate item found with id ${String(item['id'])}. Remove duplicate items from your input and try again.`,
    );

  it('is refused in the input', async () => {
    const message = { type: 'message', id: 'msg_1', role: 'assistant', content: 'Hi' };
    expect(await refuse({ input: [message, message, user] })).toEqual(duplicate(message));
  });

  it('is refused beside the chain that has it, whole or as a reference', async () => {
    const [id, , call] = await outputOf(calling);
    for (const again of [call, { type: 'item_reference', id: call['id'] }]) {
      const input = [again, resultOf(call)];
      expect(await refuse({ previous_response_id: id, input })).toEqual(duplicate(call));
    }
    await expect(take({ previous_response_id: id, input: [resultOf(call)] })).resolves.toBeDefined();
  });

  it('is refused beside the conversation that has it', async () => {
    const conversation = await found(endpoints, 'POST', '/conversations', {
      items: [{ type: 'message', role: 'user', content: 'Hi' }],
    });
    const path = `/conversations/${String(conversation['id'])}/items`;
    const [item] = (await found(endpoints, 'GET', path))['data'] as [Json];
    expect(await refuse({ conversation: conversation['id'], input: [item] })).toEqual(duplicate(item));
  });
});

describe('an item without the reasoning that led to it', () => {
  it.each([
    ['function_call', calling],
    ['message', saying],
  ])('is refused: a %s', async (type, reply) => {
    const [, thought, item] = await outputOf(reply);
    const rest = type === 'message' ? [user] : [resultOf(item)];
    expect(await refuse({ input: [user, item, ...rest] })).toEqual(
      refusal(
        `Item '${String(item['id'])}' of type '${type}' was provided without its required 'reasoning' item: '${String(thought['id'])}'.`,
      ),
    );
    await expect(take({ input: [user, thought, item, ...rest] })).resolves.toBeDefined();
  });

  it('is taken where the response had none, or was not stored, or the item lost its id', async () => {
    const { output } = await answer(endpoints, { model: 'gpt-5' }, helloReply);
    await expect(take({ input: [...(output as Json[]), user] })).resolves.toBeDefined();
    const [, , unstored] = await outputOf(saying, { store: false });
    await expect(take({ input: [unstored, user] })).resolves.toBeDefined();
    const [, , message] = await outputOf(saying);
    await expect(take({ input: [{ ...message, id: undefined }, user] })).resolves.toBeDefined();
  });
});

describe('reasoning that comes back', () => {
  it('is not found where it was neither stored nor encrypted', async () => {
    const [, thought, message] = await outputOf(saying, { store: false });
    expect(await refuse({ input: [thought, message, user] })).toEqual(
      refusal(
        `Item with id '${String(thought['id'])}' not found. Items are not persisted when \`store\` is set to false. Try again with \`store\` set to true, or remove this item from your input.`,
        'input',
        null,
        404,
      ),
    );
  });

  it('is taken encrypted, also last in the input of a client that was cut off', async () => {
    const [, thought, message] = await outputOf(saying, { store: false, include });
    await expect(take({ store: false, input: [thought, message, user] })).resolves.toBeDefined();
    await expect(take({ store: false, input: [user, thought] })).resolves.toBeDefined();
    await expect(take({ store: false, input: [user, thought, user] })).resolves.toBeDefined();
    expect((await refuse({ input: [user, thought] })).message).toMatch(/without its required following item/);
  });

  it.each([
    ['was damaged', (content: string) => content.replace(/.{3}$/, 'abc')],
    ['is not ours', () => 'gAAAAABpLkW2-not-from-here'],
  ])('is refused where its encrypted content %s', async (_name, change) => {
    const [, thought, message] = await outputOf(saying, { store: false, include });
    const encrypted_content = change(thought['encrypted_content'] as string);
    const shown = `${encrypted_content.slice(0, 4)}...${encrypted_content.slice(-4)}`;
    expect(await refuse({ input: [{ ...thought, encrypted_content }, message, user] })).toEqual(
      refusal(
        `The encrypted content ${shown} could not be verified. Reason: Encrypted content could not be decrypted or parsed.`,
        null,
        'invalid_encrypted_content',
      ),
    );
  });
});

describe('the id of an item', () => {
  const thought = { type: 'reasoning', summary: [] };
  const call = { type: 'function_call', call_id: 'a', name: 'f', arguments: '{}' };
  const message = { type: 'message', role: 'assistant', content: 'Hi' };
  const prefix = (id: string, expected: string) =>
    `Invalid 'input[1].id': '${id}'. Expected an ID that begins with '${expected}'.`;

  it.each([
    [{ ...call, id: 'call_abc' }, prefix('call_abc', 'fc'), 'invalid_value'],
    [{ ...message, id: 'item_1' }, prefix('item_1', 'msg'), 'invalid_value'],
    [{ ...thought, id: 'msg_1' }, prefix('msg_1', 'rs'), 'invalid_value'],
    [
      { type: 'custom_tool_call', id: 'fc_1', call_id: 'a', name: 'f', input: '' },
      prefix('fc_1', 'ctc'),
      'invalid_value',
    ],
    [{ type: 'web_search_call', id: 'msg_1' }, prefix('msg_1', 'ws'), 'invalid_value'],
    [
      { ...message, id: 'msg_a b' },
      "Invalid 'input[1].id': 'msg_a b'. Expected an ID that contains letters, numbers, underscores, or dashes, but this value contained additional characters.",
      'invalid_value',
    ],
    [
      { ...message, id: `msg_${'a'.repeat(70)}` },
      "Invalid 'input[1].id': string too long. Expected a string with maximum length 64, but got a string with length 74 instead.",
      'string_above_max_length',
    ],
    [
      { ...message, id: 7 },
      "Invalid type for 'input[1].id': expected a string, but got an integer instead.",
      'invalid_type',
    ],
  ])('is refused: %j', async (item, text, code) => {
    expect(await refuse({ input: [user, item] })).toEqual(refusal(text, 'input[1].id', code));
  });

  it('may be missing or null', async () => {
    await expect(take({ input: [{ ...message, id: null }, user] })).resolves.toBeDefined();
  });
});

describe('the id of the previous response', () => {
  it.each([
    [
      '@results.id',
      'an ID that contains letters, numbers, underscores, or dashes, but this value contained additional characters',
    ],
    [
      '',
      'an ID that contains letters, numbers, underscores, or dashes, but this value contained additional characters',
    ],
    ['msg_1', "an ID that begins with 'resp'"],
  ])('is refused where it cannot be one: %p', async (id, expected) => {
    expect(await refuse({ previous_response_id: id, input: [user] })).toEqual(
      refusal(
        `Invalid 'previous_response_id': '${id}'. Expected ${expected}.`,
        'previous_response_id',
        'invalid_value',
      ),
    );
  });
});

describe('a function that leaves strict out as null', () => {
  it('is closed, and echoed so', async () => {
    const parameters = { type: 'object', properties: { a: { type: 'string' } } };
    const tools = [{ type: 'function', name: 'f', parameters, strict: null }];
    expect((await answer(endpoints, { model: 'gpt-5', tools }, helloReply))['tools']).toMatchObject([
      { strict: true, parameters: { ...parameters, required: ['a'], additionalProperties: false } },
    ]);
  });
});
