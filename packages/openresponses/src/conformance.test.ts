import { problemsOf } from '../fixtures/check-events.js';
import { answer, bodyOf, contextOf, eventsOf, found, optionsOf } from '../fixtures/exchanges.js';
import {
  callPart,
  helloReply,
  reasoningPart,
  refusalPart,
  replyOf,
  textPart,
  turnOf,
} from '../fixtures/planned-reply.js';
import { createDocumentValidator } from '../fixtures/document-validator.js';
import { createSchemaValidator } from '../fixtures/response-schemas.js';
import { encodeFailure } from './encode-failure.js';
import { openResponsesDialect } from './open-responses-dialect.js';
import { createResponsesEndpoints } from './responses/responses-endpoints.js';

const replies = {
  'a text': helloReply,
  'a text that was cut': replyOf(turnOf('length', textPart('Hello'))),
  'a filtered text': replyOf(turnOf('content-filter', textPart('…'))),
  'a call': replyOf(turnOf('tool-calls', callPart('f', '{', '}'))),
  'parallel calls': replyOf(turnOf('tool-calls', callPart('f', '{}'), callPart('g', '{}'))),
  'a refusal': replyOf(turnOf('stop', refusalPart('No'))),
  'thoughts and a text': replyOf(turnOf('stop', reasoningPart(4, 'I', ' think'), textPart('Yes'))),
  'a failure on the way': replyOf(turnOf('stop', textPart('a', 'b')), undefined, 3),
};
const bodies: [string, object][] = [
  ['a plain request', {}],
  [
    'a request that says everything',
    {
      instructions: 'Be brief.',
      max_output_tokens: 100,
      max_tool_calls: 3,
      metadata: { a: 'b' },
      parallel_tool_calls: false,
      presence_penalty: 1,
      frequency_penalty: 1,
      prompt_cache_key: 'k',
      safety_identifier: 's',
      service_tier: 'priority',
      temperature: 0.5,
      top_p: 0.5,
      truncation: 'auto',
      tools: [
        {
          type: 'function',
          name: 'f',
          description: 'd',
          parameters: { type: 'object', properties: {} },
          strict: false,
        },
      ],
      tool_choice: { type: 'function', name: 'f' },
    },
  ],
  [
    'allowed tools',
    {
      tools: [{ type: 'function', name: 'f' }],
      tool_choice: { type: 'allowed_tools', tools: [{ type: 'function', name: 'f' }] },
    },
  ],
  [
    'reasoning with a summary',
    {
      model: 'gpt-5',
      reasoning: { effort: 'high', summary: 'detailed' },
      include: ['reasoning.encrypted_content'],
    },
  ],
  ['reasoning in the open', { model: 'gpt-oss-120b' }],
  ['log probabilities', { include: ['message.output_text.logprobs'], top_logprobs: 2 }],
  [
    'a format',
    { text: { format: { type: 'json_schema', name: 'x', schema: { type: 'object' } }, verbosity: 'low' } },
  ],
  ['no padding', { stream_options: { include_obfuscation: false } }],
  ['a run in the background', { background: true }],
];

const endpoints = createResponsesEndpoints(openResponsesDialect, optionsOf());
const validators: [string, () => ReturnType<typeof createSchemaValidator>][] = [
  ['its own schemas', () => createSchemaValidator('open')],
  ['the published document', () => createDocumentValidator('openresponses')],
];

describe.each(validators)('against %s', (_validator, create) => {
  const validator = create();

  describe.each(Object.entries(replies))('%s', (_reply, reply) => {
    it.each(bodies)('is described in answer to %s', async (_body, body) => {
      const isFailure = reply === replies['a failure on the way'];
      if (!isFailure) {
        expect(
          validator.problems(
            'ResponseResource',
            await answer(endpoints, { ...body, stream_options: null }, reply),
          ),
        ).toEqual([]);
      }
      const events = await eventsOf(endpoints, body, reply);
      for (const event of events) expect(validator.eventProblems(event)).toEqual([]);
      expect(problemsOf(events)).toEqual([]);
    });
  });

  it('a compaction is described', async () => {
    const input = [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Hi' },
    ];
    const compaction = await found(endpoints, 'POST', '/responses/compact', { model: 'gpt-4o', input });
    expect(validator.problems('CompactResource', compaction)).toEqual([]);
  });

  it('an error event has what is required of it', () => {
    const { error } = bodyOf(encodeFailure({ kind: 'overloaded' }, contextOf()));
    expect(validator.eventProblems({ type: 'error', sequence_number: 0, error })).toEqual([]);
  });

  it('what is wrong is noticed', async () => {
    const response = await answer(endpoints, {}, helloReply);
    expect(validator.problems('ResponseResource', { ...response, service_tier: undefined })).not.toEqual([]);
    expect(validator.problems('ResponseResource', { ...response, temperature: null })).not.toEqual([]);
    expect(validator.eventProblems({ type: 'response.unheard' })).not.toEqual([]);
  });
});
