import { refusalOf } from '@llmsim/core/testing';
import { countWords, errorOf, optionsOf, parseResponse } from '../../../fixtures/exchanges.js';
import { catalogOf } from '../../../fixtures/models.js';
import { openResponsesDialect } from '../../open-responses-dialect.js';
import { createResponsesEndpoints } from '../responses-endpoints.js';
import { countAtOnce } from './fit-context.js';
import { parseRequest } from './parse-request.js';
import type { ReadingRules } from './parse-request.js';
import type { Item, ResponsesRequest } from './responses-request.js';
import { gptCacheRule } from '../../prompt/gpt-framing.js';

const rulesOf = (changes: Partial<ReadingRules> = {}): ReadingRules => ({
  dialect: openResponsesDialect,
  catalog: catalogOf(),
  strict: false,
  countInSteps: countAtOnce(countWords),
  loadReferences: () => Promise.resolve({ earlier: [], referenced: new Map() }),
  ...changes,
});
/** Reads a request that refers to nothing, which is done at once. */
const parse = (body: object, rules = rulesOf()) => {
  const request = parseRequest({ model: 'gpt-4o', input: 'Hi', ...body }, rules);
  if (request instanceof Promise) throw new Error('This should not take time.');
  return request;
};

describe('a request', () => {
  it('becomes what the simulator needs', () => {
    const request = parse({
      instructions: 'Be brief.',
      max_output_tokens: 50,
      parallel_tool_calls: false,
      prompt_cache_key: 'k',
      reasoning: { effort: 'low', summary: 'auto' },
      text: { verbosity: 'high' },
      tools: [{ type: 'function', name: 'f' }],
      tool_choice: 'required',
    });
    expect(request.sim).toEqual({
      model: 'gpt-4o',
      messages: [
        { role: 'system', content: [{ type: 'text', text: 'Be brief.' }] },
        { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
      ],
      tools: [{ type: 'function', name: 'f', description: undefined, parameters: undefined, strict: true }],
      toolChoice: { mode: 'required' },
      parallelToolCalls: false,
      outputFormat: { type: 'text' },
      maxOutputTokens: 50,
      stop: [],
      choices: 1,
      reasoningEffort: 'low',
      reasoningVisible: true,
      verbosity: 'high',
      promptFraming: expect.objectContaining({ priming: 3 }) as unknown,
      cacheRule: gptCacheRule,
      promptCacheKey: 'k',
      replyBytesPerToken: 0,
    });
  });

  it('is framed as its model frames prompts', () => {
    const { sim } = parse({ model: 'gpt-5', tools: [{ type: 'function', name: 'f', parameters: {} }] });
    expect(sim.promptFraming.priming).toBe(2);
    expect(sim.promptFraming.declarations(sim)).toMatchObject([{ extraTokens: 8 }]);
  });

  it.each<[object, Partial<ResponsesRequest>]>([
    [{}, { streaming: false, background: false, stored: true, obfuscated: true, topLogprobs: undefined }],
    [{ stream: true }, { streaming: true }],
    [{ background: true }, { background: true, obfuscated: false }],
    [{ store: false }, { stored: false }],
    [{ stream: true, stream_options: { include_obfuscation: false } }, { obfuscated: false }],
    [{ include: ['message.output_text.logprobs'] }, { topLogprobs: 0 }],
    [{ include: ['message.output_text.logprobs'], top_logprobs: 5 }, { topLogprobs: 5 }],
    [{ top_logprobs: 5 }, { topLogprobs: undefined }],
    [{ include: ['reasoning.encrypted_content'] }, { hasEncryptedReasoning: true }],
    [{}, { shownReasoning: 'nothing', hasEncryptedReasoning: false }],
    [{ reasoning: { summary: 'concise' } }, { shownReasoning: 'summary' }],
    [{ model: 'gpt-oss-120b' }, { shownReasoning: 'text' }],
    [{ model: 'gpt-oss-120b', reasoning: { summary: 'auto' } }, { shownReasoning: 'summary' }],
  ])('%j is read as %j', (body, expected) => {
    expect(parse(body)).toMatchObject(expected);
  });

  it.each([
    ['no model', { model: undefined }, 'model'],
    ['a model of null', { model: null }, 'model'],
    ['a model without name', { model: '' }, 'model'],
    ['a model that is a number', { model: 7 }, 'model'],
    ['nothing to answer', { input: undefined }, 'input'],
  ])('is refused if it is %s', (_name, body, param) => {
    const whole = { model: 'gpt-4o', input: 'Hi', ...body };
    expect(refusalOf(() => parseRequest(whole, rulesOf()))).toMatchObject({ kind: 'invalid-request', param });
  });

  it.each([[[]], [null], ['Hi'], [7]])('is refused as no JSON object if it is %j', (body) => {
    expect(refusalOf(() => parseRequest(body, rulesOf()))).toEqual({ kind: 'invalid-request' });
  });

  it.each([
    ['the catalogue rejects others', rulesOf({ catalog: catalogOf('reject') })],
    ['it is read strictly', rulesOf({ strict: true })],
  ])('is refused for an unknown model if %s', (_name, rules) => {
    expect(refusalOf(() => parse({ model: 'unheard' }, rules))).toEqual({
      kind: 'not-found',
      model: 'unheard',
      message: "The requested model 'unheard' does not exist.",
      param: 'model',
      code: 'model_not_found',
    });
    expect(parse({ model: 'unheard' }).model.id).toBe('unheard');
  });

  it('is checked by what the dialect knows of models that are known', () => {
    const checked: string[] = [];
    const rules = rulesOf({
      dialect: { ...openResponsesDialect, checkModel: (_body, { id }) => void checked.push(id) },
    });
    parse({}, rules);
    parse({ model: 'unheard' }, rules);
    expect(checked).toEqual(['gpt-4o']);
  });

  it('asks for JSON only where that is spoken of', () => {
    const rules = rulesOf({ dialect: { ...openResponsesDialect, textFormats: ['json_object'] } });
    const text = { format: { type: 'json_object' } };
    expect(refusalOf(() => parse({ text, instructions: 'JSON!' }, rules)).message).toBe(
      "Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.",
    );
    expect(parse({ text, input: 'Some JSON, please.' }, rules).sim.outputFormat).toEqual({
      type: 'json-object',
    });
  });

  it('is cut to its model’s context only if it says so', () => {
    const input = ['one two '.repeat(40), 'three '.repeat(50), 'four'].map((content) => ({
      role: 'user',
      content,
    }));
    expect(parse({ model: 'small', input }).sim.messages).toHaveLength(3);
    expect(parse({ model: 'small', input, truncation: 'auto' }).sim.messages).toHaveLength(2);
  });
});

describe('a request that refers to what is stored', () => {
  const item: Item = {
    type: 'message',
    id: 'msg_1',
    role: 'assistant',
    content: [{ type: 'output_text', text: 'Yes' }],
  };

  it('has the earlier items in front of its own', async () => {
    const asked: unknown[] = [];
    const rules = rulesOf({
      loadReferences(what) {
        asked.push(what);
        return Promise.resolve({ earlier: [item], referenced: new Map() });
      },
    });
    const request = await parseRequest(
      { model: 'gpt-4o', input: 'Hi', previous_response_id: 'resp_1' },
      rules,
    );
    expect(asked).toMatchObject([
      { previousResponseId: 'resp_1', conversationId: undefined, references: [] },
    ]);
    expect(request.sim.messages.map(({ role }) => role)).toEqual(['assistant', 'user']);
    expect(request.input).toHaveLength(1);
  });

  it('may have nothing of its own', async () => {
    const rules = rulesOf({
      loadReferences: () => Promise.resolve({ earlier: [item], referenced: new Map() }),
    });
    const request = await parseRequest({ model: 'gpt-4o', conversation: { id: 'conv_1' } }, rules);
    expect(request).toMatchObject({ conversationId: 'conv_1', input: [] });
    expect(request.sim.messages).toHaveLength(1);
  });

  it('has an item in the place of its reference', async () => {
    const rules = rulesOf({
      loadReferences: () => Promise.resolve({ earlier: [], referenced: new Map([['msg_1', item]]) }),
    });
    const input = [
      { type: 'item_reference', id: 'msg_1' },
      { role: 'user', content: 'Hi' },
    ];
    const request = await parseRequest({ model: 'gpt-4o', input }, rules);
    expect(request.input[0]).toEqual(item);
    expect(request.sim.messages.map(({ role }) => role)).toEqual(['assistant', 'user']);
  });

  it('is refused if the words of the whole do not fit', async () => {
    const endpoints = createResponsesEndpoints(openResponsesDialect, optionsOf());
    const error = await errorOf(
      () => parseResponse(endpoints, { previous_response_id: 'resp_unheard' }),
      openResponsesDialect,
    );
    expect(error).toEqual({
      status: 400,
      type: 'invalid_request',
      code: 'previous_response_not_found',
      message: "Previous response with id 'resp_unheard' not found.",
      param: 'previous_response_id',
    });
  });
});
