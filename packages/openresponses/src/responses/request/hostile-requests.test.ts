import { isRequestError } from '@llmsim/core';
import fc from 'fast-check';
import { contextOf, optionsOf, parseResponse, socketOf } from '../../../fixtures/exchanges.js';
import { helloReply } from '../../../fixtures/planned-reply.js';
import { messageOf } from '../../../fixtures/socket-client.js';
import { openResponsesDialect } from '../../open-responses-dialect.js';
import type { ResponsesDialect } from '../responses-dialect.js';
import { createResponsesEndpoints } from '../responses-endpoints.js';

const dialect: ResponsesDialect = {
  ...openResponsesDialect,
  parameters: new Set([...openResponsesDialect.parameters, 'conversation', 'prompt', 'moderation', 'user']),
  toolTypes: ['function', 'custom', 'web_search'],
  textFormats: ['text', 'json_object', 'json_schema'],
  foreignItemTypes: ['web_search_call'],
  hasExtendedObject: true,
  concurrentTurns: 16,
};
const endpoints = createResponsesEndpoints(dialect, optionsOf());

const word = fc.constantFrom(
  ...[
    'message',
    'user',
    'assistant',
    'function',
    'custom',
    'function_call',
    'function_call_output',
    'reasoning',
  ],
  ...[
    'item_reference',
    'compaction',
    'input_text',
    'output_text',
    'input_image',
    'input_file',
    'text',
    'json_schema',
  ],
  ...[
    'auto',
    'required',
    'allowed_tools',
    'data:image/png;base64,AAAA',
    'gAAAAABAAAA',
    '\ud800',
    '__proto__',
    '',
  ],
);
const key = fc.constantFrom(
  ...dialect.parameters,
  ...[
    'type',
    'role',
    'content',
    'id',
    'call_id',
    'name',
    'arguments',
    'output',
    'summary',
    'encrypted_content',
  ],
  ...[
    'image_url',
    'file_data',
    'format',
    'schema',
    'parameters',
    'mode',
    'effort',
    '__proto__',
    'constructor',
    'stream_id',
  ],
);
/** Values in the vocabulary of the wire, put together by somebody who does not speak it. */
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    word,
    fc.constantFrom(null, true, false, 0, -1, 1.5, 1e308),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map((members) => Object.fromEntries(members)),
  ),
}));
const body = fc
  .array(fc.tuple(key, value), { maxLength: 6 })
  .map((members) => Object.fromEntries(members) as object);

/** Anything that is not a refusal of the request is a defect. */
const isDefect = (error: unknown) => (isRequestError(error) ? undefined : error);

describe('whatever is sent', () => {
  it('is refused or answered', async () => {
    await fc.assert(
      fc.asyncProperty(body, fc.boolean(), async (parameters, isComplete) => {
        const whole = isComplete ? { model: 'gpt-4o', input: 'Hi', ...parameters } : parameters;
        try {
          const exchange = await parseResponse(endpoints, whole);
          await exchange.begin?.(helloReply);
          exchange.encodeReply(helloReply);
          await exchange.finish?.(helloReply, 'completed');
        } catch (error) {
          expect(isDefect(error)).toBeUndefined();
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is refused or answered by every lookup', async () => {
    const lookups = endpoints.flatMap((endpoint) => (endpoint.type === 'lookup' ? [endpoint] : []));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...lookups),
        fc.oneof(body, value),
        word,
        async (endpoint, sent, id) => {
          try {
            const query = { limit: id, order: id, after: id, stream: 'true', starting_after: id };
            await endpoint.answer(sent, contextOf({ params: { id, item: id }, query }));
          } catch (error) {
            expect(isDefect(error)).toBeUndefined();
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('gets a message or a turn over a socket', async () => {
    await fc.assert(
      fc.asyncProperty(body, fc.oneof(fc.string(), fc.constant(undefined)), async (parameters, text) => {
        const session = socketOf(endpoints).connect(contextOf());
        const message = text ?? JSON.stringify({ type: 'response.create', model: 'gpt-4o', ...parameters });
        const actions = await session.receive(messageOf(message));
        expect(actions.length).toBeGreaterThan(0);
        for (const action of actions) if (action.type === 'send') JSON.parse(action.message);
      }),
      { numRuns: 1000 },
    );
  });
});
