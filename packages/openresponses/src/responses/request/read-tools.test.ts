import { refusalOf } from '@llmsim/core/testing';
import { openResponsesDialect } from '../../open-responses-dialect.js';
import { readTools } from './read-tools.js';

const dialect = {
  ...openResponsesDialect,
  toolTypes: ['function', 'custom', 'web_search'],
  closesSchemas: true,
};
const f = { type: 'function', name: 'f' };
const g = { type: 'custom', name: 'g' };
const search = { type: 'web_search' };
const readOpen = (body: object) => readTools({ ...body }, openResponsesDialect);
const read = (body: object) => readTools({ ...body }, dialect);

describe('readTools', () => {
  it.each([[undefined], [null], [[]]])('reads no tools of %j', (tools) => {
    expect(read({ tools })).toEqual({
      tools: [],
      choice: { mode: 'auto' },
      namespaced: new Map(),
      builtIn: new Map(),
    });
  });

  it('reads functions, which are strict if nobody says otherwise, and custom tools', () => {
    const parameters = { type: 'object', properties: { a: {} } };
    const tools = [
      f,
      { ...f, name: 'h', description: 'd', parameters, strict: false },
      { ...g, description: 'e' },
    ];
    expect(read({ tools }).tools).toEqual([
      { type: 'function', name: 'f', description: undefined, parameters: undefined, strict: true },
      { type: 'function', name: 'h', description: 'd', parameters, strict: false },
      { type: 'custom', name: 'g', description: 'e' },
    ]);
  });

  it('closes the parameters of a function that leaves strict out, where that is possible', () => {
    const declared = (parameters: object) => read({ tools: [{ ...f, parameters }] }).tools;
    const closed = { type: 'object', properties: {}, required: [], additionalProperties: false };
    expect(declared({ type: 'object', properties: {} })).toMatchObject([
      { parameters: closed, strict: true },
    ]);
    const open = { type: 'object', properties: { a: {} } };
    expect(declared(open)).toMatchObject([{ parameters: open, strict: false }]);
  });

  it('leaves out tools that are never called', () => {
    expect(read({ tools: [search, f] }).tools).toHaveLength(1);
  });

  it.each([
    ['auto', { mode: 'auto' }],
    ['none', { mode: 'none' }],
    ['required', { mode: 'required' }],
    [null, { mode: 'auto' }],
    [f, { mode: 'named', names: ['f'] }],
    [g, { mode: 'named', names: ['g'] }],
    [search, { mode: 'none' }],
    [
      { type: 'allowed_tools', mode: 'required', tools: [f, g] },
      { mode: 'required', names: ['f', 'g'] },
    ],
    [
      { type: 'allowed_tools', tools: [g, search] },
      { mode: 'auto', names: ['g'] },
    ],
  ])('reads the choice %j', (choice, expected) => {
    expect(read({ tools: [f, g, search], tool_choice: choice }).choice).toEqual(expected);
  });

  it.each([
    ['no list', { tools: {} }, 'tools', 'invalid_type'],
    ['no type', { tools: [{ name: 'f' }] }, 'tools[0].type', 'missing_required_parameter'],
    ['an unknown type', { tools: [{ type: 'x' }] }, 'tools[0].type', 'invalid_value'],
    ['no name', { tools: [f, { type: 'function' }] }, 'tools[1].name', 'missing_required_parameter'],
    ['a wrong name', { tools: [{ ...f, name: 'a b' }] }, 'tools[0].name', 'invalid_value'],
    ['a long name', { tools: [{ ...f, name: 'x'.repeat(65) }] }, 'tools[0].name', 'string_above_max_length'],
    [
      'parameters that are not strict',
      { tools: [{ ...f, parameters: { type: 'object', properties: {} }, strict: true }] },
      'tools[0].parameters',
      'invalid_function_parameters',
    ],
    [
      'a wrong grammar',
      { tools: [{ ...g, format: { type: 'grammar', definition: '', syntax: 'bnf' } }] },
      'tools[0].format.syntax',
      'invalid_value',
    ],
    [
      'an unknown format',
      { tools: [{ ...g, format: { type: 'x' } }] },
      'tools[0].format.type',
      'invalid_value',
    ],
    ['too many', { tools: Array.from({ length: 129 }, () => f) }, 'tools', 'array_above_max_length'],
    ['an unknown choice', { tools: [f], tool_choice: 'x' }, 'tool_choice', 'invalid_value'],
    ['a choice that is a number', { tools: [f], tool_choice: 7 }, 'tool_choice', 'invalid_type'],
    [
      'a choice of nothing',
      { tools: [f], tool_choice: { type: 'allowed_tools', tools: [] } },
      'tool_choice.tools',
      'empty_array',
    ],
    [
      'a choice without a list',
      { tools: [f], tool_choice: { type: 'allowed_tools' } },
      'tool_choice.tools',
      'missing_required_parameter',
    ],
    [
      'an unknown mode',
      { tools: [f], tool_choice: { type: 'allowed_tools', mode: 'x', tools: [f] } },
      'tool_choice.mode',
      'invalid_value',
    ],
    [
      'a mode that is a number',
      { tools: [f], tool_choice: { type: 'allowed_tools', mode: 7, tools: [f] } },
      'tool_choice.mode',
      'invalid_type',
    ],
  ])('refuses %s', (_name, body, param, code) => {
    expect(refusalOf(() => read(body))).toMatchObject({ param, code });
  });

  it.each([
    [{ tools: [f], tool_choice: g }, "Tool choice 'g' not found in 'tools' parameter."],
    [{ tools: [f], tool_choice: search }, "Tool choice 'web_search' not found in 'tools' parameter."],
    [{ tool_choice: 'required' }, "Tool choice 'required' must be specified with 'tools' parameter."],
  ])('refuses a choice that is not there: %j', (body, message) => {
    expect(refusalOf(() => read(body))).toMatchObject({ message, param: 'tool_choice' });
  });

  it.each([
    [{ properties: {} }, `schema must be a JSON Schema of 'type: "object"', got 'type: "None"'.`],
    [
      { type: 'object', properties: { a: { type: 'array' } } },
      "In context=('properties', 'a'), array schema missing items.",
    ],
  ])('says what is wrong with parameters, also on the open standard: %j', (parameters, message) => {
    expect(refusalOf(() => readOpen({ tools: [{ ...f, parameters }] })).message).toBe(
      `Invalid schema for function 'f': ${message}`,
    );
  });
});
