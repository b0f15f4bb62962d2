import { failureOf, parseChat } from '../../fixtures/exchanges.js';

const parameters = { type: 'object', properties: { city: { type: 'string' } } };
const weather = { type: 'function', function: { name: 'weather', description: 'Tells it.', parameters } };
const run = { type: 'custom', custom: { name: 'run', description: 'Runs it.' } };
const requestOf = (body: object) => parseChat(body).request;
const errorOf = (body: object) => failureOf(() => parseChat(body)).error;

describe('readTools', () => {
  it('reads functions and custom tools', () => {
    const strict = { type: 'object', properties: {}, required: [], additionalProperties: false };
    const second = { type: 'function', function: { name: 'now', strict: true, parameters: strict } };
    expect(
      requestOf({ tools: [weather, second, run, { type: 'function', function: { name: 'bare' } }] }).tools,
    ).toEqual([
      { type: 'function', name: 'weather', description: 'Tells it.', parameters, strict: false },
      { type: 'function', name: 'now', parameters: strict, strict: true },
      { type: 'custom', name: 'run', description: 'Runs it.' },
      { type: 'function', name: 'bare', strict: false },
    ]);
  });

  const tools = [weather, run];
  it.each([
    ['nothing', undefined, { mode: 'auto' }],
    ['none', 'none', { mode: 'none' }],
    ['auto', 'auto', { mode: 'auto' }],
    ['required', 'required', { mode: 'required' }],
    [
      'a function',
      { type: 'function', function: { name: 'weather' } },
      { mode: 'named', names: ['weather'] },
    ],
    ['a custom tool', { type: 'custom', custom: { name: 'run' } }, { mode: 'named', names: ['run'] }],
    [
      'some tools',
      {
        type: 'allowed_tools',
        allowed_tools: { mode: 'required', tools: [{ type: 'custom', custom: { name: 'run' } }] },
      },
      { mode: 'required', names: ['run'] },
    ],
  ])('reads the choice of %s', (_name, tool_choice, expected) => {
    expect(requestOf({ tools, tool_choice }).toolChoice).toEqual(expected);
  });

  it('reads the deprecated functions', () => {
    const functions = [{ name: 'weather', parameters }];
    expect(requestOf({ functions })).toMatchObject({
      tools: [{ type: 'function', name: 'weather', strict: false }],
      toolChoice: { mode: 'auto' },
      parallelToolCalls: false,
    });
    expect(requestOf({ functions, function_call: 'none' }).toolChoice).toEqual({ mode: 'none' });
    expect(requestOf({ functions, function_call: { name: 'weather' } }).toolChoice).toEqual({
      mode: 'named',
      names: ['weather'],
    });
  });

  it('reads a grammar of a custom tool', () => {
    const format = { type: 'grammar', grammar: { syntax: 'lark', definition: 'start: "a"' } };
    expect(() => requestOf({ tools: [{ type: 'custom', custom: { name: 'run', format } }] })).not.toThrow();
  });

  const only = (key: string) =>
    `Invalid value for '${key}': '${key}' is only allowed when 'tools' are specified.`;
  const named = (name: string) => ({ tools, tool_choice: { type: 'function', function: { name } } });
  const tool = (declaration: object) => ({ tools: [{ type: 'function', function: declaration }] });
  const custom = (format: object) => ({ tools: [{ type: 'custom', custom: { name: 'run', format } }] });
  const faults: [string, object, string, string, string | null][] = [
    ['a choice without tools', { tool_choice: 'auto' }, only('tool_choice'), 'tool_choice', null],
    [
      'parallel_tool_calls without tools',
      { parallel_tool_calls: true },
      only('parallel_tool_calls'),
      'parallel_tool_calls',
      null,
    ],
    [
      'null for parallel_tool_calls',
      { tools, parallel_tool_calls: null },
      "Invalid type for 'parallel_tool_calls': expected a boolean, but got null instead.",
      'parallel_tool_calls',
      'invalid_type',
    ],
    [
      'tools that are a text',
      { tools: 'x' },
      "Invalid type for 'tools': expected an array of objects, but got a string instead.",
      'tools',
      'invalid_type',
    ],
    [
      'no tools in the list',
      { tools: [] },
      "Invalid 'tools': empty array. Expected an array with minimum length 1, but got an empty array instead.",
      'tools',
      'empty_array',
    ],
    [
      '129 tools',
      { tools: Array.from({ length: 129 }, () => weather) },
      "Invalid 'tools': array too long. Expected an array with maximum length 128, but got an array with length 129 instead.",
      'tools',
      'array_above_max_length',
    ],
    [
      'a tool without type',
      { tools: [{}] },
      "Missing required parameter: 'tools[0].type'.",
      'tools[0].type',
      'missing_required_parameter',
    ],
    [
      'an unknown type',
      { tools: [{ type: 'x' }] },
      "Invalid value: 'x'. Supported values are: 'function' and 'custom'.",
      'tools[0].type',
      'invalid_value',
    ],
    [
      'a tool without function',
      { tools: [{ type: 'function' }] },
      "Missing required parameter: 'tools[0].function'.",
      'tools[0].function',
      'missing_required_parameter',
    ],
    [
      'a function without name',
      tool({}),
      "Missing required parameter: 'tools[0].function.name'.",
      'tools[0].function.name',
      'missing_required_parameter',
    ],
    [
      'an empty name',
      tool({ name: '' }),
      "Invalid 'tools[0].function.name': empty string. Expected a string with minimum length 1, but got an empty string instead.",
      'tools[0].function.name',
      'empty_string',
    ],
    [
      'a name with a dot',
      tool({ name: 'a.b' }),
      "Invalid 'tools[0].function.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.",
      'tools[0].function.name',
      'invalid_value',
    ],
    [
      'a long name',
      tool({ name: 'a'.repeat(65) }),
      "Invalid 'tools[0].function.name': string too long. Expected a string with maximum length 64, but got a string with length 65 instead.",
      'tools[0].function.name',
      'string_above_max_length',
    ],
    [
      'parameters that are a list',
      tool({ name: 'f', parameters: [] }),
      "Invalid type for 'tools[0].function.parameters': expected an object, but got an array instead.",
      'tools[0].function.parameters',
      'invalid_type',
    ],
    [
      'parameters that are no object',
      tool({ name: 'f', parameters: { type: 'string' } }),
      `Invalid schema for function 'f': schema must be a JSON Schema of 'type: "object"', got 'type: "string"'.`,
      'tools[0].function.parameters',
      'invalid_function_parameters',
    ],
    [
      'parameters without a type',
      tool({ name: 'f', parameters: { anyOf: [] } }),
      `Invalid schema for function 'f': schema must be a JSON Schema of 'type: "object"', got 'type: "None"'.`,
      'tools[0].function.parameters',
      'invalid_function_parameters',
    ],
    [
      'an unknown format',
      custom({ type: 'x' }),
      "Invalid value: 'x'. Supported values are: 'text' and 'grammar'.",
      'tools[0].custom.format.type',
      'invalid_value',
    ],
    [
      'a grammar without definition',
      custom({ type: 'grammar', grammar: { syntax: 'lark' } }),
      "Missing required parameter: 'tools[0].custom.format.grammar.definition'.",
      'tools[0].custom.format.grammar.definition',
      'missing_required_parameter',
    ],
    [
      'an unknown syntax',
      custom({ type: 'grammar', grammar: { syntax: 'x', definition: '' } }),
      "Invalid value: 'x'. Supported values are: 'lark' and 'regex'.",
      'tools[0].custom.format.grammar.syntax',
      'invalid_value',
    ],
    [
      'an unknown choice',
      { tools, tool_choice: 'x' },
      "Invalid value: 'x'. Supported values are: 'none', 'auto', and 'required'.",
      'tool_choice',
      'invalid_value',
    ],
    [
      'a number as choice',
      { tools, tool_choice: 7 },
      "Invalid type for 'tool_choice': expected one of one of 'none', 'auto', or 'required' or object, but got an integer instead.",
      'tool_choice',
      'invalid_type',
    ],
    [
      'a choice of nothing',
      { tools, tool_choice: { type: 'x' } },
      "Missing required parameter: 'tool_choice.function'.",
      'tool_choice.function',
      'missing_required_parameter',
    ],
    [
      'a choice without name',
      { tools, tool_choice: { type: 'function', function: {} } },
      "Missing required parameter: 'tool_choice.function.name'.",
      'tool_choice.function.name',
      'missing_required_parameter',
    ],
    [
      'a function that was not declared',
      named('storm'),
      "Invalid value for 'function_call': no function named 'storm' was specified in the 'functions' parameter.",
      'function_call',
      null,
    ],
    [
      'a custom tool that was not declared',
      { tools, tool_choice: { type: 'custom', custom: { name: 'weather' } } },
      "Tool choice 'weather' not found in 'tools' parameter.",
      'tool_choice',
      null,
    ],
    [
      'allowed tools without mode',
      { tools, tool_choice: { type: 'allowed_tools', allowed_tools: { tools: [] } } },
      "Missing required parameter: 'tool_choice.allowed_tools.mode'.",
      'tool_choice.allowed_tools.mode',
      'missing_required_parameter',
    ],
    [
      'an unknown mode',
      { tools, tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'none', tools: [] } } },
      "Invalid value: 'none'. Supported values are: 'auto' and 'required'.",
      'tool_choice.allowed_tools.mode',
      'invalid_value',
    ],
    [
      'functions that are a text',
      { functions: 'x' },
      "Invalid type for 'functions': expected an array of function definitions, but got a string instead.",
      'functions',
      'invalid_type',
    ],
    [
      'a deprecated function without name',
      { functions: [{}] },
      "Missing required parameter: 'functions[0].name'.",
      'functions[0].name',
      'missing_required_parameter',
    ],
    [
      'a function call without name',
      { functions: [{ name: 'f' }], function_call: {} },
      "Missing required parameter: 'function_call.name'.",
      'function_call.name',
      'missing_required_parameter',
    ],
    [
      'an unknown function call',
      { functions: [{ name: 'f' }], function_call: 'x' },
      "Invalid value: 'x'. Supported values are: 'none' and 'auto'.",
      'function_call',
      'invalid_value',
    ],
    [
      'a call of a function that was not declared',
      { functions: [{ name: 'f' }], function_call: { name: 'g' } },
      "Invalid value for 'function_call': no function named 'g' was specified in the 'functions' parameter.",
      'function_call',
      null,
    ],
  ];
  it.each(faults)('refuses %s', (_name, body, message, param, code) => {
    expect(errorOf(body)).toEqual({ message, type: 'invalid_request_error', param, code });
  });
});
