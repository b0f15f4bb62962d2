import { deriveSeed } from '@llmsim/core';
import type { PlannedReply } from '@llmsim/core';
import {
  answer,
  errorOf,
  eventsOf,
  found,
  optionsOf,
  parseResponse,
} from '../../../openresponses/fixtures/exchanges.js';
import type { Json } from '../../../openresponses/fixtures/exchanges.js';
import { problemsOf } from '../../../openresponses/fixtures/check-events.js';
import {
  callPart,
  helloReply,
  replyOf,
  textPart,
  turnOf,
} from '../../../openresponses/fixtures/planned-reply.js';
import { createResponsesDialect } from './dialect.js';
import { responsesEndpoints } from './responses-endpoints.js';

const dialect = createResponsesDialect('org-test');
const endpoints = responsesEndpoints({ ...optionsOf({ strict: true }), organization: 'org-test' });
const read = async (body: object) => (await parseResponse(endpoints, body)).request;
const refuse = (body: object) => errorOf(() => parseResponse(endpoints, body), dialect);
const find = { type: 'function', name: 'find', parameters: { type: 'object', properties: {} } };
const crm = { type: 'namespace', name: 'crm', description: 'customers', tools: [find] };
const user = { role: 'user', content: 'Find the customer' };

describe('tools in a namespace', () => {
  it('can be called, and must be where a tool is required', async () => {
    const { tools, toolChoice } = await read({ tools: [crm], tool_choice: 'required' });
    expect(tools.map(({ name }) => name)).toEqual(['find']);
    expect(toolChoice).toEqual({ mode: 'required' });
    expect(
      (await read({ tools: [crm], tool_choice: { type: 'function', name: 'find' } })).toolChoice,
    ).toEqual({
      mode: 'named',
      names: ['find'],
    });
  });

  it('are called by their names and with their namespace', async () => {
    const reply = replyOf(turnOf('tool-calls', callPart('find', '{}')));
    const { output } = await answer(endpoints, { tools: [crm] }, reply);
    expect(output).toMatchObject([{ type: 'function_call', name: 'find', namespace: 'crm' }]);
    const events = await eventsOf(endpoints, { tools: [crm] }, reply);
    expect(problemsOf(events)).toEqual([]);
    expect(events.find(({ type }) => type === 'response.function_call_arguments.done')).toMatchObject({
      name: 'find',
    });
  });

  it('may have names that others have too', async () => {
    const shop = { ...crm, name: 'shop' };
    const { tools } = await read({ tools: [find, crm, shop] });
    expect(tools.map(({ name }) => name)).toEqual(['find', 'crm__find', 'shop__find']);
    const reply = replyOf(turnOf('tool-calls', callPart('shop__find', '{}')));
    const { output } = await answer(endpoints, { tools: [find, crm, shop] }, reply);
    expect(output).toMatchObject([{ name: 'find', namespace: 'shop' }]);
  });
});

describe('additional tools', () => {
  const brought = (...tools: object[]) => ({ type: 'additional_tools', role: 'developer', tools });

  it('count as tools do', async () => {
    const { tools, toolChoice } = await read({ input: [brought(find, crm), user], tool_choice: 'required' });
    expect(tools.map(({ name }) => name)).toEqual(['find', 'crm__find']);
    expect(toolChoice).toEqual({ mode: 'required' });
    const declared = await read({ input: [user], tools: [find, crm] });
    expect(tools).toEqual(declared.tools);
  });

  it('are still there when the conversation goes on', async () => {
    const own = { ...helloReply, idSeed: deriveSeed('additional tools') };
    const { id } = await answer(endpoints, { input: [brought(find), user] }, own);
    expect((await read({ previous_response_id: id, input: [user] })).tools).toHaveLength(1);
  });

  it.each([
    [{ ...brought(find), role: 'user' }, 'input[0].role'],
    [brought({ type: 'function' }), 'input[0].tools[0].name'],
    [brought({ type: 'file_search' }), 'input[0].tools[0].vector_store_ids'],
    [{ type: 'additional_tools', role: 'developer' }, 'input[0].tools'],
  ])('are checked as tools are: %j', async (item, param) => {
    expect(await refuse({ input: [item, user] })).toMatchObject({ status: 400, param });
  });
});

describe('built-in tools', () => {
  it.each([
    [{ type: 'file_search' }, 'vector_store_ids'],
    [{ type: 'mcp', server_url: 'https://example.com' }, 'server_label'],
    [{ type: 'code_interpreter' }, 'container'],
    [{ type: 'computer_use_preview', environment: 'linux', display_height: 1 }, 'display_width'],
    [{ type: 'namespace', name: 'a', tools: [find] }, 'description'],
  ])('must have what their documents say: %j', async (tool, member) => {
    expect(await refuse({ tools: [tool] })).toEqual({
      status: 400,
      type: 'invalid_request_error',
      message: `Missing required parameter: 'tools[0].${member}'.`,
      param: `tools[0].${member}`,
      code: 'missing_required_parameter',
    });
  });

  it('lose nothing in the echo', async () => {
    const tools = [
      { type: 'file_search', vector_store_ids: ['vs_1'], max_num_results: 3 },
      { type: 'mcp', server_label: 'a', server_url: 'https://example.com', require_approval: 'never' },
      { ...find, description: 'd', strict: false, defer_loading: true, output_schema: { type: 'object' } },
      crm,
      { type: 'custom', name: 'c', format: { type: 'text' } },
    ];
    expect((await answer(endpoints, { tools }, helloReply))['tools']).toEqual(tools);
  });
});

describe('built-in tools that the client runs', () => {
  const written = (name: string, value: object) =>
    replyOf(turnOf('tool-calls', callPart(name, JSON.stringify(value))));

  it.each([
    [
      'shell',
      { command: 'ls -la' },
      'shell_call',
      'sh',
      { action: { commands: ['ls -la'], timeout_ms: null } },
    ],
    [
      'local_shell',
      { command: 'ls -la' },
      'local_shell_call',
      'lsh',
      { action: { type: 'exec', command: ['ls', '-la'] } },
    ],
    [
      'apply_patch',
      { path: 'a.txt', line: 'Hi' },
      'apply_patch_call',
      'apc',
      { operation: { type: 'create_file', path: 'a.txt', diff: '+Hi\n' } },
    ],
  ])('are called: %s', async (type, value, itemType, prefix, members) => {
    const body = { tools: [{ type }], tool_choice: { type } };
    const { tools, toolChoice } = await read(body);
    expect(tools).toHaveLength(1);
    expect(toolChoice).toEqual({ mode: 'named', names: [type] });
    const { output } = await answer(endpoints, body, written(type, value));
    const [call] = output as [Json];
    expect(call).toMatchObject({ type: itemType, status: 'completed', ...members });
    expect(call['id']).toMatch(new RegExp(`^${prefix}_`));
    const events = await eventsOf(endpoints, body, written(type, value));
    expect(problemsOf(events)).toEqual([]);
    expect(events.map((event) => event['type']).slice(2, -1)).toEqual([
      'response.output_item.added',
      'response.output_item.done',
    ]);
    const key = type === 'local_shell' ? 'id' : 'call_id';
    const result = { type: `${itemType}_output`, [key]: call['call_id'], output: 'a.txt' };
    const { messages } = await read({ ...body, tool_choice: 'auto', input: [user, call, result] });
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool']);
  });

  it('are not mistaken for functions of the same name', async () => {
    const tools = [{ type: 'function', name: 'shell' }, { type: 'shell' }];
    expect((await read({ tools })).tools).toHaveLength(1);
    const { output } = await answer(endpoints, { tools }, written('shell', {}));
    expect(output).toMatchObject([{ type: 'function_call', name: 'shell' }]);
  });
});

describe('a grammar', () => {
  const tool = (syntax: string, definition: string) => ({
    type: 'custom',
    name: 'e',
    format: { type: 'grammar', syntax, definition },
  });

  it('comes with its tool', async () => {
    const { tools } = await read({ tools: [tool('lark', 'start: "a"+')] });
    expect(tools).toMatchObject([{ name: 'e', grammar: { syntax: 'lark', definition: 'start: "a"+' } }]);
  });

  it.each([
    ['regex', '(['],
    ['lark', 'start: unheard'],
  ])('is refused when it is wrong: %s %s', async (syntax, definition) => {
    expect(await refuse({ tools: [tool(syntax, definition)] })).toMatchObject({
      status: 400,
      param: 'tools[0].format.definition',
      code: 'invalid_value',
    });
  });
});

describe('a compaction', () => {
  const trigger = { type: 'compaction_trigger' };
  const model = 'gpt-5';
  const tools = [find];
  const replyWith = (inputTokens: number, n: number): PlannedReply => ({
    ...helloReply,
    idSeed: deriveSeed('compaction', n),
    usage: { ...helloReply.usage, inputTokens },
  });

  it('is all of the output where it was asked for by an item', async () => {
    const body = { model, tools, tool_choice: 'required', input: [user, trigger] };
    const exchange = await parseResponse(endpoints, body);
    expect(exchange.request).toMatchObject({
      toolChoice: { mode: 'none' },
      reasoningEffort: 'none',
      outputFormat: { type: 'text' },
    });
    expect(exchange.request.tools).toHaveLength(1);
    const { output, usage } = await answer(endpoints, body, replyWith(10, 1));
    expect(output).toEqual([
      {
        id: expect.stringMatching(/^cmp_/) as string,
        type: 'compaction',
        encrypted_content: expect.stringMatching(/^gAAAAAB/) as string,
      },
    ]);
    expect((usage as Json)['output_tokens']).toBeGreaterThan(0);
  });

  it('is streamed as an item that is there at once', async () => {
    const events = await eventsOf(endpoints, { model, input: [user, trigger] }, replyWith(10, 2));
    expect(problemsOf(events)).toEqual([]);
    expect(events.map(({ type }) => type)).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.output_item.done',
      'response.completed',
    ]);
    const response = events.at(-1)?.['response'] as { output: Json[] };
    expect(response.output).toEqual([events[3]?.['item']]);
  });

  it.each([
    [999, ['message']],
    [1000, ['message', 'compaction']],
  ])('stands behind the output from a number of tokens on: %d', async (inputTokens, types) => {
    const body = { context_management: [{ type: 'compaction', compact_threshold: 1000 }] };
    const reply = replyWith(inputTokens, 3);
    const { output } = await answer(endpoints, body, reply);
    expect((output as Json[]).map(({ type }) => type)).toEqual(types);
    const events = await eventsOf(endpoints, body, reply);
    expect(problemsOf(events)).toEqual([]);
    expect((events.at(-1)?.['response'] as Json)['output']).toHaveLength(types.length);
  });

  it('is taken back, and stands for what was before it', async () => {
    const { id, output } = await answer(endpoints, { input: [user, trigger] }, replyWith(10, 4));
    const { messages } = await read({ input: [...(output as Json[]), user] });
    expect(messages).toHaveLength(2);
    expect(JSON.stringify(messages[0])).toContain('Find the customer');
    expect((await read({ previous_response_id: id, input: [user] })).messages).toEqual(messages);
  });

  it.each([
    [{ input: [trigger, user] }, 'input[0]'],
    [{ context_management: [{ type: 'x' }] }, 'context_management[0].type'],
    [
      { context_management: [{ type: 'compaction', compact_threshold: 10 }] },
      'context_management[0].compact_threshold',
    ],
    [{ context_management: [{}] }, 'context_management[0].type'],
    [{ input: [{ type: 'compaction', encrypted_content: 'made elsewhere' }, user] }, null],
  ])('is refused for %j', async (body, param) => {
    expect(await refuse(body)).toMatchObject({ status: 400, param });
  });
});

it('knows what newer clients send in strict mode', async () => {
  const body = { client_metadata: { a: 'b' }, background_options: {}, prompt_cache_options: {} };
  await expect(parseResponse(endpoints, body)).resolves.toBeDefined();
});

describe('files in the input', () => {
  const file = (part: object) => ({ input: [{ role: 'user', content: [{ type: 'input_file', ...part }] }] });

  it.each([
    [
      { filename: 'a.pdf', file_data: 'https://example.org/a.pdf' },
      'file_data',
      /^Invalid file data: 'input\[0\]\.content\[0\]\.file_data'\. Expected a base64-encoded data URL with a valid file MIME type \(/,
    ],
    [{ filename: 'a.pdf', file_data: 'JVBERi0=' }, 'file_data', /'data:' prefix/],
    [{ file_data: 'data:application/pdf;base64,JVBERi0=' }, 'filename', /^Missing required parameter/],
  ])('are refused: %j', async (part, key, message) => {
    expect(await refuse(file(part))).toMatchObject({
      status: 400,
      param: `input[0].content[0].${key}`,
      message: expect.stringMatching(message) as string,
    });
  });

  it('are taken with a name and as a data URL', async () => {
    const { messages } = await read(
      file({ filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0=' }),
    );
    expect(messages[0]?.content).toEqual([{ type: 'file', filename: 'a.pdf', bytes: 5 }]);
  });
});

it('lists items of conversations with additional tools', async () => {
  const conversation = await found(endpoints, 'POST', '/conversations', {
    items: [{ type: 'additional_tools', role: 'developer', tools: [find] }],
  });
  const { tools } = await read({ conversation: conversation['id'], input: [user] });
  expect(tools).toHaveLength(1);
});

describe('a member at a deeper level', () => {
  const thought = { type: 'reasoning', id: 'rs_1', summary: [], status: 'completed', encrypted_content: 'x' };

  it.each([
    [{ input: [user, thought] }, 'input[1].status'],
    [
      { input: [{ role: 'user', content: [{ type: 'input_text', text: 'Hi', cache: 1 }] }] },
      'input[0].content[0].cache',
    ],
    [{ text: { format: { type: 'json_schema', json_schema: {} } } }, 'text.format.json_schema'],
    [{ tools: [{ ...find, function: {} }] }, 'tools[0].function'],
    [{ reasoning: { max_tokens: 5 } }, 'reasoning.max_tokens'],
    [
      { input: [{ type: 'additional_tools', role: 'developer', tools: [{ ...find, x: 1 }] }] },
      'input[0].tools[0].x',
    ],
  ])('is refused in strict mode if the document does not have it: %j', async (body, path) => {
    expect(await refuse(body)).toEqual({
      status: 400,
      type: 'invalid_request_error',
      message: `Unknown parameter: '${path}'.`,
      param: path,
      code: 'unknown_parameter',
    });
  });

  it('is taken if it comes from the output of a response', async () => {
    const { output } = await answer(
      endpoints,
      { tools: [crm], include: ['message.output_text.logprobs'], top_logprobs: 1 },
      replyOf(turnOf('tool-calls', textPart('Hi'), callPart('find', '{}'))),
    );
    const [message, call] = output as [Json, Json];
    const result = { type: 'function_call_output', call_id: call['call_id'], output: 'x' };
    await expect(parseResponse(endpoints, { input: [message, call, result] })).resolves.toBeDefined();
  });
});

describe('small rules', () => {
  it('refuse to run in the background what is not to be stored', async () => {
    expect(await refuse({ background: true, store: false })).toMatchObject({
      status: 400,
      param: 'background',
    });
    await expect(parseResponse(endpoints, { background: true })).resolves.toBeDefined();
  });

  it('let a stored prompt choose the model', async () => {
    const exchange = await parseResponse(endpoints, { model: undefined, prompt: { id: 'pmpt_1' } });
    expect(exchange.request.model).toBe('gpt-4o');
    expect(await refuse({ model: undefined })).toMatchObject({ param: 'model' });
    expect(await refuse({ prompt: {} })).toMatchObject({ param: 'prompt.id' });
  });

  it.each([
    ['concise', 'short'],
    ['auto', undefined],
    ['detailed', 'long'],
  ])('make a %s summary', async (summary, length) => {
    const { reasoningLength } = await read({ model: 'gpt-5', reasoning: { summary } });
    expect(reasoningLength).toBe(length);
  });
});
