import { problemsOf } from '../../../openresponses/fixtures/check-events.js';
import { answer, eventsOf, found, optionsOf } from '../../../openresponses/fixtures/exchanges.js';
import {
  callPart,
  customCallPart,
  helloReply,
  reasoningPart,
  refusalPart,
  replyOf,
  textPart,
  turnOf,
} from '../../../openresponses/fixtures/planned-reply.js';
import { createDocumentValidator } from '../../../openresponses/fixtures/document-validator.js';
import { createSchemaValidator } from '../../../openresponses/fixtures/response-schemas.js';
import { responsesEndpoints } from './responses-endpoints.js';

const replies = {
  'a text': helloReply,
  'a text that was cut': replyOf(turnOf('length', textPart('Hello'))),
  'a filtered text': replyOf(turnOf('content-filter', textPart('…'))),
  'a call': replyOf(turnOf('tool-calls', callPart('f', '{', '}'))),
  'parallel calls': replyOf(turnOf('tool-calls', callPart('f', '{}'), customCallPart('g', 'x'))),
  'a refusal': replyOf(turnOf('stop', refusalPart('No'))),
  'thoughts and a text': replyOf(turnOf('stop', reasoningPart(4, 'I', ' think'), textPart('Yes'))),
  'a failure on the way': replyOf(turnOf('stop', textPart('a', 'b')), undefined, 3),
};
const strict = { type: 'object', properties: {}, required: [], additionalProperties: false };
const bodies: [string, object][] = [
  ['a plain request', {}],
  [
    'a request that says everything',
    {
      instructions: 'Be brief.',
      max_output_tokens: 100,
      max_tool_calls: 3,
      metadata: { a: 'b' },
      moderation: { model: 'omni-moderation-latest' },
      parallel_tool_calls: false,
      prompt: { id: 'pmpt_1' },
      prompt_cache_key: 'k',
      prompt_cache_retention: '24h',
      safety_identifier: 's',
      service_tier: 'priority',
      temperature: 0.5,
      top_p: 0.5,
      truncation: 'auto',
      user: 'u',
      tools: [
        { type: 'function', name: 'f', description: 'd', parameters: strict, strict: true },
        { type: 'custom', name: 'g' },
        { type: 'web_search' },
      ],
      tool_choice: { type: 'function', name: 'f' },
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
    { text: { format: { type: 'json_schema', name: 'x', schema: strict, strict: true }, verbosity: 'low' } },
  ],
  ['JSON', { input: 'Say JSON.', text: { format: { type: 'json_object' } } }],
  ['no padding', { stream_options: { include_obfuscation: false } }],
  ['a run in the background', { background: true }],
];

const endpoints = responsesEndpoints({ ...optionsOf(), organization: 'org-test' });
const validators: [string, () => ReturnType<typeof createSchemaValidator>][] = [
  ['its own schemas', () => createSchemaValidator('extended')],
  ['the published document', () => createDocumentValidator('openai')],
];

describe.each(validators)('against %s', (name, create) => {
  const validator = create();
  const responseName = name === 'its own schemas' ? 'ResponseResource' : 'Response';

  describe.each(Object.entries(replies))('%s', (_reply, reply) => {
    it.each(bodies)('is described in answer to %s', async (_body, body) => {
      if (reply !== replies['a failure on the way']) {
        const response = await answer(endpoints, { ...body, stream_options: null }, reply);
        expect(validator.problems(responseName, response)).toEqual([]);
      }
      const events = await eventsOf(endpoints, body, reply);
      for (const event of events) expect(validator.eventProblems(event)).toEqual([]);
      expect(problemsOf(events)).toEqual([]);
    });
  });

  it('what is wrong is noticed', async () => {
    const response = await answer(endpoints, {}, helloReply);
    expect(validator.problems(responseName, { ...response, output: undefined })).not.toEqual([]);
    expect(validator.eventProblems({ type: 'response.unheard' })).not.toEqual([]);
  });
});

describe('what is looked up, against the published document', () => {
  const validator = createDocumentValidator('openai');
  const input = [
    { role: 'user', content: 'Hello' },
    { role: 'assistant', content: 'Hi' },
    { type: 'function_call', call_id: 'call_1', name: 'f', arguments: '{}' },
    { type: 'function_call_output', call_id: 'call_1', output: '7' },
    { role: 'user', content: [{ type: 'input_image', image_url: 'https://example.com/a.png' }] },
  ];

  it.each([
    ['Response', 'GET', '/responses/ID', undefined],
    ['ResponseItemList', 'GET', '/responses/ID/input_items', undefined],
    ['TokenCountsResource', 'POST', '/responses/input_tokens', { model: 'gpt-4o', input }],
    ['CompactResource', 'POST', '/responses/compact', { model: 'gpt-4o', input }],
    ['ConversationResource', 'POST', '/conversations', { items: input, metadata: { a: 'b' } }],
    ['ConversationResource', 'GET', '/conversations/CONV', undefined],
    ['ConversationResource', 'POST', '/conversations/CONV', { metadata: {} }],
    ['ConversationItemList', 'GET', '/conversations/CONV/items', undefined],
    ['ConversationItemList', 'POST', '/conversations/CONV/items', { items: input }],
    ['DeletedConversationResource', 'DELETE', '/conversations/CONV', undefined],
  ] as const)('%s of %s %s', async (schema, method, url, body) => {
    const { id } = await answer(endpoints, { input }, helloReply);
    const conversation = await found(endpoints, 'POST', '/conversations', { items: input });
    const path = url.replace('ID', String(id)).replace('CONV', String(conversation['id']));
    expect(validator.problems(schema, await found(endpoints, method, path, body))).toEqual([]);
  });
});
