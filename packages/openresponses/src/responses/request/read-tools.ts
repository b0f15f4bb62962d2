import type { ToolChoice, ToolDeclaration } from '@llmsim/core';
import {
  asFields,
  checkName,
  isFields,
  limitItems,
  pathOf,
  readBoolean,
  readFields,
  readList,
  readRequiredText,
  readText,
  refuse,
  refuseMissing,
  refuseType,
  refuseValue,
  requireItems,
} from '@llmsim/wire';
import type { Fields, Place } from '@llmsim/wire';
import type { ResponsesDialect } from '../responses-dialect.js';

/** The tools of a request and what it says about calling them. */
export interface ToolUse {
  readonly tools: readonly ToolDeclaration[];
  readonly choice: ToolChoice;
}

const maxTools = 128;
const modes = ['none', 'auto', 'required'];

/** Reads `tools` and `tool_choice`. @throws RequestError */
export function readTools(body: Fields, dialect: ResponsesDialect): ToolUse {
  const list = (body['tools'] === null ? undefined : readList(body, 'tools', undefined)) ?? [];
  limitItems(list, 'tools', maxTools);
  const place: Place = { parent: undefined, key: 'tools' };
  const types: string[] = [];
  const tools: ToolDeclaration[] = [];
  for (const [index, item] of list.entries()) {
    const itemPlace: Place = { parent: place, key: index };
    const tool = asFields(item, itemPlace);
    const type = readRequiredText(tool, 'type', itemPlace);
    if (!dialect.toolTypes.includes(type)) refuseValue(type, pathOf(itemPlace, 'type'), dialect.toolTypes);
    types.push(type);
    if (type === 'function') tools.push(readFunction(tool, itemPlace, dialect));
    else if (type === 'custom') tools.push(readCustomTool(tool, itemPlace));
  }
  return { tools, choice: readToolChoice(body, tools, types) };
}

function readName(source: Fields, place: Place): string {
  const name = readRequiredText(source, 'name', place);
  checkName(name, pathOf(place, 'name'));
  return name;
}

function readFunction(tool: Fields, place: Place, dialect: ResponsesDialect): ToolDeclaration {
  const name = readName(tool, place);
  const description = readText(tool, 'description', place);
  const parameters = readFields(tool, 'parameters', place);
  const strict = readBoolean(tool, 'strict', place);
  const problem = parameters === undefined ? undefined : schemaProblem(parameters, strict === true, dialect);
  if (problem !== undefined) {
    const path = pathOf(place, 'parameters');
    refuse(`Invalid schema for function '${name}': ${problem}`, path, 'invalid_function_parameters');
  }
  return { type: 'function', name, description, parameters, strict: strict ?? true };
}

function schemaProblem(schema: Fields, strict: boolean, dialect: ResponsesDialect): string | undefined {
  const type = schema['type'];
  if (type !== 'object' && (type !== undefined || Object.keys(schema).length > 0)) {
    return `schema must be a JSON Schema of 'type: "object"', got 'type: ${typeof type === 'string' ? `"${type}"` : '"None"'}'.`;
  }
  return strict ? dialect.strictSchemaProblem?.(schema) : undefined;
}

function readCustomTool(tool: Fields, place: Place): ToolDeclaration {
  const name = readName(tool, place);
  const description = readText(tool, 'description', place);
  const format = readFields(tool, 'format', place);
  if (format !== undefined) {
    const inner: Place = { parent: place, key: 'format' };
    const type = readRequiredText(format, 'type', inner);
    if (type !== 'text' && type !== 'grammar') refuseValue(type, pathOf(inner, 'type'), ['text', 'grammar']);
    if (type === 'grammar') {
      readRequiredText(format, 'definition', inner);
      const syntax = readRequiredText(format, 'syntax', inner);
      if (syntax !== 'lark' && syntax !== 'regex')
        refuseValue(syntax, pathOf(inner, 'syntax'), ['lark', 'regex']);
    }
  }
  return { type: 'custom', name, description };
}

function readToolChoice(
  body: Fields,
  tools: readonly ToolDeclaration[],
  types: readonly string[],
): ToolChoice {
  const value = body['tool_choice'];
  if (value === undefined || value === null) return { mode: 'auto' };
  if (typeof value === 'string') {
    if (value !== 'none' && value !== 'auto' && value !== 'required')
      return refuseValue(value, 'tool_choice', modes);
    if (value === 'required' && types.length === 0) {
      refuse("Tool choice 'required' must be specified with 'tools' parameter.", 'tool_choice');
    }
    return { mode: value };
  }
  if (!isFields(value)) {
    refuseType(value, 'tool_choice', `one of 'none', 'auto', 'required' or an object`);
  }
  const place: Place = { parent: undefined, key: 'tool_choice' };
  const type = readRequiredText(value, 'type', place);
  if (type === 'allowed_tools') return readAllowedTools(value, place, tools, types);
  const names = findTool(value, place, type, tools, types);
  // Tools that are not simulated cannot be called, but nothing else may be called in their place either.
  return names.length === 0 ? { mode: 'none' } : { mode: 'named', names };
}

/** The name of the one declared tool that is meant; none if it is of a type that is never called. */
function findTool(
  source: Fields,
  place: Place,
  type: string,
  tools: readonly ToolDeclaration[],
  types: readonly string[],
): readonly string[] {
  if (type === 'function' || type === 'custom') {
    const name = readRequiredText(source, 'name', place);
    if (!tools.some((tool) => tool.type === type && tool.name === name)) refuseUndeclared(name);
    return [name];
  }
  if (!types.includes(type)) refuseUndeclared(type);
  return [];
}

function refuseUndeclared(name: string): never {
  refuse(`Tool choice '${name}' not found in 'tools' parameter.`, 'tool_choice');
}

function readAllowedTools(
  value: Fields,
  place: Place,
  tools: readonly ToolDeclaration[],
  types: readonly string[],
): ToolChoice {
  const mode = value['mode'] ?? 'auto';
  if (mode !== 'none' && mode !== 'auto' && mode !== 'required') {
    return typeof mode === 'string'
      ? refuseValue(mode, 'tool_choice.mode', modes)
      : refuseType(mode, 'tool_choice.mode', `one of 'none', 'auto' or 'required'`);
  }
  const list = readList(value, 'tools', place) ?? refuseMissing('tool_choice.tools');
  requireItems(list, 'tool_choice.tools');
  const listPlace: Place = { parent: place, key: 'tools' };
  const names = list.flatMap((item, index) => {
    const itemPlace: Place = { parent: listPlace, key: index };
    const entry = asFields(item, itemPlace);
    return findTool(entry, itemPlace, readRequiredText(entry, 'type', itemPlace), tools, types);
  });
  return { mode, names };
}
