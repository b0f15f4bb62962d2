import { answer, optionsOf } from '../../../fixtures/exchanges.js';
import { helloReply, replyOf, textPart, turnOf } from '../../../fixtures/planned-reply.js';
import { openResponsesDialect } from '../../open-responses-dialect.js';
import { createResponsesEndpoints } from '../responses-endpoints.js';

const extended = {
  ...openResponsesDialect,
  parameters: new Set([...openResponsesDialect.parameters, 'user', 'moderation', 'prompt']),
  hasExtendedObject: true,
  echoesSchema: true,
  textFormats: ['text', 'json_object', 'json_schema'],
  moderate: (model: string) => ({ model }),
};
const respond = (body: object, dialect = openResponsesDialect, reply = helloReply) =>
  answer(createResponsesEndpoints(dialect, optionsOf()), body, reply);

describe('the response object', () => {
  it('has every field of the open standard', async () => {
    expect(Object.keys(await respond({})).join()).toBe(
      'id,object,created_at,status,background,completed_at,error,frequency_penalty,incomplete_details,instructions,max_output_tokens,max_tool_calls,model,output,parallel_tool_calls,presence_penalty,previous_response_id,prompt_cache_key,reasoning,safety_identifier,service_tier,store,temperature,text,tool_choice,tools,top_logprobs,top_p,truncation,usage,metadata',
    );
  });

  it('has every field that was recorded of OpenAI, in the recorded order', async () => {
    expect(Object.keys(await respond({}, extended)).join()).toBe(
      'id,object,created_at,status,background,billing,completed_at,error,frequency_penalty,incomplete_details,instructions,max_output_tokens,max_tool_calls,model,moderation,output,parallel_tool_calls,presence_penalty,previous_response_id,prompt_cache_key,prompt_cache_retention,reasoning,safety_identifier,service_tier,store,temperature,text,tool_choice,tool_usage,tools,top_logprobs,top_p,truncation,usage,user,metadata',
    );
  });

  it('has its defaults where nothing was asked for', async () => {
    expect(await respond({})).toMatchObject({
      object: 'response',
      created_at: 1_784_652_627,
      completed_at: 1_784_652_628,
      status: 'completed',
      background: false,
      model: 'gpt-4o-2024-08-06',
      service_tier: 'default',
      temperature: 1,
      top_p: 1,
      frequency_penalty: 0,
      top_logprobs: 0,
      tool_choice: 'auto',
      tools: [],
      store: true,
      text: { format: { type: 'text' }, verbosity: 'medium' },
      reasoning: { effort: null, summary: null },
      metadata: {},
    });
  });

  const given = {
    instructions: 'Be brief.',
    max_output_tokens: 100,
    max_tool_calls: 2,
    parallel_tool_calls: false,
    prompt_cache_key: 'k',
    safety_identifier: 's',
    service_tier: 'flex',
    store: false,
    temperature: 0,
    top_p: 0.5,
    presence_penalty: 1,
    frequency_penalty: -1,
    top_logprobs: 3,
    truncation: 'auto',
    metadata: { a: 'b' },
  };

  it.each(Object.entries(given))('repeats %s', async (name, value) => {
    expect(await respond(given)).toMatchObject({ [name]: value });
  });

  it.each(Object.keys(given))('takes null for %s as nothing', async (name) => {
    expect((await respond({ [name]: null }))[name]).toEqual((await respond({}))[name]);
  });

  it.each([
    [undefined, 'default'],
    ['auto', 'default'],
    ['fast', 'priority'],
    ['flex', 'flex'],
  ])('says which tier was used if %s was asked for: %s', async (service_tier, used) => {
    const dialect = { ...extended, serviceTiers: ['auto', 'fast', 'flex'] };
    expect(await respond({ service_tier }, dialect)).toMatchObject({ service_tier: used });
  });

  it('says which effort was used', async () => {
    expect(await respond({ model: 'gpt-5' })).toMatchObject({
      reasoning: { effort: 'medium', summary: null },
    });
    expect(
      await respond({ model: 'gpt-5', reasoning: { effort: 'low', summary: 'auto' } }, extended),
    ).toMatchObject({
      reasoning: { context: 'current_turn', effort: 'low', mode: 'standard', summary: 'auto' },
    });
    expect(await respond({}, extended)).toMatchObject({
      reasoning: { context: null, effort: null, summary: null },
    });
  });

  it('writes tools out in full', async () => {
    const tools = [{ type: 'function', name: 'f' }];
    expect((await respond({ tools }))['tools']).toEqual([
      { type: 'function', description: null, name: 'f', parameters: null, strict: true },
    ]);
    const allowed = { type: 'allowed_tools', tools: [{ type: 'function', name: 'f' }] };
    expect(await respond({ tools, tool_choice: allowed })).toMatchObject({
      tool_choice: { ...allowed, mode: 'auto' },
    });
  });

  it('shows a schema again where the dialect does', async () => {
    const schema = { type: 'object' };
    const format = { type: 'json_schema', name: 'x', schema };
    const common = { type: 'json_schema', description: null, name: 'x', strict: false };
    expect(await respond({ text: { format } })).toMatchObject({
      text: { format: { ...common, schema: null } },
    });
    expect(await respond({ text: { format } }, extended)).toMatchObject({
      text: { format: { ...common, schema } },
    });
    const input = 'Answer in JSON.';
    expect(
      await respond({ input, text: { format: { type: 'json_object' }, verbosity: 'low' } }, extended),
    ).toMatchObject({
      text: { format: { type: 'json_object' }, verbosity: 'low' },
    });
  });

  it('adds usage up', async () => {
    const usage = {
      inputTokens: 30,
      cachedInputTokens: 20,
      outputTokens: 12,
      reasoningTokens: 7,
      acceptedPredictionTokens: 0,
      rejectedPredictionTokens: 0,
    };
    expect(
      (await respond({}, openResponsesDialect, replyOf(turnOf('stop', textPart('a')), usage)))['usage'],
    ).toEqual({
      input_tokens: 30,
      input_tokens_details: { cache_write_tokens: 0, cached_tokens: 20 },
      output_tokens: 12,
      output_tokens_details: { reasoning_tokens: 7 },
      total_tokens: 42,
    });
  });

  it('is moderated if that was asked for', async () => {
    expect(await respond({ moderation: { model: 'm' } }, extended)).toMatchObject({
      moderation: { model: 'm' },
    });
    expect(await respond({}, extended)).toMatchObject({ moderation: null });
  });

  it('has what only some requests have', async () => {
    const prompt = { id: 'pmpt_1' };
    expect(await respond({ prompt, user: 'u' }, extended)).toMatchObject({ prompt, user: 'u' });
  });
});
