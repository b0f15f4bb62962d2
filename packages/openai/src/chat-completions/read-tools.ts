import type { JsonSchema, ToolChoice, ToolDeclaration } from '@llmsim/core';
import {
  asFields,
  checkFunctionSchema,
  checkName,
  enumerate,
  isFields,
  limitItems,
  pathOf,
  readBoolean,
  readFields,
  readGrammar,
  readList,
  readRequiredText,
  readText,
  refuse,
  refuseMissing,
  refuseType,
  refuseValue,
  requireItems,
  typeOf,
} from '@llmsim/wire';
import type { Fields, Place } from '@llmsim/wire';

/** Which tools there are, and which the model may or must call. */
export interface ToolUse {
  readonly tools: readonly ToolDeclaration[];
  readonly choice: ToolChoice;
  readonly parallel: boolean;
  /** The tools came as the deprecated `functions`. */
  readonly legacy: boolean;
}

const maxTools = 128;
const choices = ['none', 'auto', 'required'];
const withoutTools: ToolUse = { tools: [], choice: { mode: 'none' }, parallel: true, legacy: false };

/** Reads `tools`, `tool_choice`, `parallel_tool_calls`, `functions` and `function_call`. @throws RequestError */
export function readTools(body: Fields): ToolUse {
  const functions = readList(body, 'functions', undefined, 'an array of function definitions');
  if (functions !== undefined) return readLegacyFunctions(body, functions);
  const list = readList(body, 'tools', undefined);
  const parallel = readParallel(body);
  if (list === undefined) {
    for (const key of ['tool_choice', 'parallel_tool_calls']) {
      if (body[key] !== undefined && body[key] !== null) {
        refuse(`Invalid value for '${key}': '${key}' is only allowed when 'tools' are specified.`, key);
      }
    }
    return withoutTools;
  }
  requireItems(list, 'tools');
  limitItems(list, 'tools', maxTools);
  const place: Place = { parent: undefined, key: 'tools' };
  const tools = list.map((item, index) => readTool(item, { parent: place, key: index }));
  return { tools, choice: readToolChoice(body, tools), parallel, legacy: false };
}

function readParallel(body: Fields): boolean {
  if (body['parallel_tool_calls'] === null) refuseType(null, 'parallel_tool_calls', 'a boolean');
  return readBoolean(body, 'parallel_tool_calls') ?? true;
}

function readTool(value: unknown, place: Place): ToolDeclaration {
  const tool = asFields(value, place);
  const type = readRequiredText(tool, 'type', place);
  if (type !== 'function' && type !== 'custom') {
    refuseValue(type, pathOf(place, 'type'), ['function', 'custom']);
  }
  const declaration = tool[type];
  if (declaration === undefined) refuseMissing(pathOf(place, type));
  if (!isFields(declaration)) refuseType(declaration, pathOf(place, type), 'an object');
  const inner: Place = { parent: place, key: type };
  return type === 'function' ? readFunction(declaration, inner) : readCustomTool(declaration, inner);
}

function readFunction(declaration: Fields, place: Place | undefined): ToolDeclaration {
  const name = readRequiredText(declaration, 'name', place);
  checkName(name, pathOf(place, 'name'));
  const description = readText(declaration, 'description', place);
  const parameters: JsonSchema | undefined = readFields(declaration, 'parameters', place);
  const strict = readBoolean(declaration, 'strict', place) ?? false;
  if (parameters !== undefined) checkFunctionSchema(name, parameters, strict, pathOf(place, 'parameters'));
  return { type: 'function', name, description, parameters, strict };
}

function readCustomTool(declaration: Fields, place: Place): ToolDeclaration {
  const name = readRequiredText(declaration, 'name', place);
  checkName(name, pathOf(place, 'name'));
  const description = readText(declaration, 'description', place);
  const format = readFields(declaration, 'format', place);
  if (format === undefined) return { type: 'custom', name, description };
  const inner: Place = { parent: place, key: 'format' };
  const type = readRequiredText(format, 'type', inner);
  if (type !== 'text' && type !== 'grammar') {
    refuseValue(type, pathOf(inner, 'type'), ['text', 'grammar']);
  }
  if (type === 'text') return { type: 'custom', name, description };
  const source = readFields(format, 'grammar', inner) ?? refuseMissing(pathOf(inner, 'grammar'));
  return {
    type: 'custom',
    name,
    description,
    grammar: readGrammar(source, { parent: inner, key: 'grammar' }),
  };
}

function readToolChoice(body: Fields, tools: readonly ToolDeclaration[]): ToolChoice {
  const value = body['tool_choice'];
  if (value === undefined || value === null) return { mode: 'auto' };
  if (typeof value === 'string') {
    if (value === 'none' || value === 'auto' || value === 'required') return { mode: value };
    refuseValue(value, 'tool_choice', choices);
  }
  if (!isFields(value)) {
    refuse(
      `Invalid type for 'tool_choice': expected one of one of ${enumerate(choices, 'or')} or object, but got ${typeOf(value)} instead.`,
      'tool_choice',
      'invalid_type',
    );
  }
  const place: Place = { parent: undefined, key: 'tool_choice' };
  switch (value['type']) {
    case 'allowed_tools':
      return readAllowedTools(value, place, tools);
    case 'custom':
      return { mode: 'named', names: [readToolName(value, 'custom', place, tools)] };
    default: {
      const name = readToolName(value, 'function', place, tools);
      const type = readRequiredText(value, 'type', place);
      if (type !== 'function') {
        refuseValue(type, 'tool_choice.type', ['function', 'allowed_tools', 'custom']);
      }
      return { mode: 'named', names: [name] };
    }
  }
}

function readToolName(
  source: Fields,
  key: 'function' | 'custom',
  place: Place,
  tools: readonly ToolDeclaration[],
): string {
  const target = readFields(source, key, place) ?? refuseMissing(pathOf(place, key));
  const name = readRequiredText(target, 'name', { parent: place, key });
  if (!tools.some((tool) => tool.name === name && tool.type === key)) refuseUndeclared(name, key);
  return name;
}

/** The service looks tools up with the code of the deprecated functions, and says so. */
function refuseUndeclared(name: string, type: string): never {
  if (type === 'function') {
    refuse(
      `Invalid value for 'function_call': no function named '${name}' was specified in the 'functions' parameter.`,
      'function_call',
    );
  }
  refuse(`Tool choice '${name}' not found in 'tools' parameter.`, 'tool_choice');
}

function readAllowedTools(value: Fields, place: Place, tools: readonly ToolDeclaration[]): ToolChoice {
  const allowed = readFields(value, 'allowed_tools', place) ?? refuseMissing(pathOf(place, 'allowed_tools'));
  const inner: Place = { parent: place, key: 'allowed_tools' };
  const mode = readRequiredText(allowed, 'mode', inner);
  if (mode !== 'auto' && mode !== 'required') refuseValue(mode, pathOf(inner, 'mode'), ['auto', 'required']);
  const list = readList(allowed, 'tools', inner) ?? refuseMissing(pathOf(inner, 'tools'));
  requireItems(list, pathOf(inner, 'tools'));
  const listPlace: Place = { parent: inner, key: 'tools' };
  const names = list.map((item, index) => {
    const itemPlace: Place = { parent: listPlace, key: index };
    const entry = asFields(item, itemPlace);
    const type = readRequiredText(entry, 'type', itemPlace);
    if (type !== 'function' && type !== 'custom') {
      refuseValue(type, pathOf(itemPlace, 'type'), ['function', 'custom']);
    }
    return readToolName(entry, type, itemPlace, tools);
  });
  return { mode, names };
}

function readLegacyFunctions(body: Fields, list: readonly unknown[]): ToolUse {
  requireItems(list, 'functions');
  limitItems(list, 'functions', maxTools);
  const place: Place = { parent: undefined, key: 'functions' };
  const tools = list.map((item, index) => {
    const itemPlace: Place = { parent: place, key: index };
    return readFunction(asFields(item, itemPlace), itemPlace);
  });
  return { tools, choice: readFunctionCall(body, tools), parallel: false, legacy: true };
}

function readFunctionCall(body: Fields, tools: readonly ToolDeclaration[]): ToolChoice {
  const value = body['function_call'];
  if (value === undefined || value === null) return { mode: 'auto' };
  if (typeof value === 'string') {
    if (value === 'none' || value === 'auto') return { mode: value };
    refuseValue(value, 'function_call', ['none', 'auto']);
  }
  if (!isFields(value)) refuseType(value, 'function_call', "one of one of 'none' or 'auto' or object");
  const name = readRequiredText(value, 'name', { parent: undefined, key: 'function_call' });
  if (!tools.some((tool) => tool.name === name)) refuseUndeclared(name, 'function');
  return { mode: 'named', names: [name] };
}
