import type { ToolChoice, ToolDeclaration } from '@llmsim/core';
import {
  asFields,
  isFields,
  readList,
  readRequiredText,
  refuse,
  refuseMissing,
  refuseType,
  refuseValue,
  requireItems,
} from '@llmsim/wire';
import type { Fields, Place } from '@llmsim/wire';

const modes = ['none', 'auto', 'required'];

/**
 * Reads `tool_choice`.
 * @param tools - those that can be called
 * @param types - the types of all that were declared
 * @param builtIn - the types of built-in tools that can be called, by their names in `tools`
 * @throws RequestError
 */
export function readToolChoice(
  body: Fields,
  tools: readonly ToolDeclaration[],
  types: readonly string[],
  builtIn: ReadonlyMap<string, string>,
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
  if (type === 'allowed_tools') return readAllowedTools(value, place, tools, types, builtIn);
  const names = findTool(value, place, type, tools, types, builtIn);
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
  builtIn: ReadonlyMap<string, string>,
): readonly string[] {
  if (type === 'function' || type === 'custom') {
    const name = readRequiredText(source, 'name', place);
    if (!tools.some((tool) => tool.type === type && tool.name === name)) refuseUndeclared(name);
    return [name];
  }
  if (!types.includes(type)) refuseUndeclared(type);
  return builtIn.has(type) ? [type] : [];
}

function refuseUndeclared(name: string): never {
  refuse(`Tool choice '${name}' not found in 'tools' parameter.`, 'tool_choice');
}

function readAllowedTools(
  value: Fields,
  place: Place,
  tools: readonly ToolDeclaration[],
  types: readonly string[],
  builtIn: ReadonlyMap<string, string>,
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
    return findTool(entry, itemPlace, readRequiredText(entry, 'type', itemPlace), tools, types, builtIn);
  });
  return { mode, names };
}
