import type { ToolChoice, ToolDeclaration } from '@llmsim/core';
import {
  asFields,
  checkFunctionSchema,
  checkName,
  closeSchema,
  limitItems,
  pathOf,
  readBoolean,
  readFields,
  readGrammar,
  readList,
  readRequiredText,
  readText,
  refuseMissing,
  refuseValue,
  requireItems,
} from '@llmsim/wire';
import type { Fields, Place } from '@llmsim/wire';
import type { ResponsesDialect } from '../responses-dialect.js';
import { builtInCalls } from './built-in-calls.js';
import { checkBuiltInTool } from './check-built-in-tool.js';
import { readToolChoice } from './read-tool-choice.js';

/** The tools of a request and what it says about calling them. */
export interface ToolUse {
  readonly tools: readonly ToolDeclaration[];
  readonly choice: ToolChoice;
  /** What the tools that a namespace holds are called on the wire, by their names in `tools`. */
  readonly namespaced: NamespacedTools;
  /** The types of the built-in tools that are called, by their names in `tools`. */
  readonly builtIn: ReadonlyMap<string, string>;
}

/** The name and the namespace of a tool on the wire. */
export type NamespacedTools = ReadonlyMap<string, { readonly name: string; readonly namespace: string }>;

/** Tools that an item of the input brings. */
export interface BroughtTools {
  readonly tools: readonly unknown[];
  /** Where the list stands. */
  readonly place: Place;
}

/** What lists of tools are gathered into. */
interface Gathering {
  readonly dialect: ResponsesDialect;
  readonly tools: ToolDeclaration[];
  readonly types: string[];
  readonly namespaced: Map<string, { name: string; namespace: string }>;
  readonly builtIn: Map<string, string>;
}

const maxTools = 128;

/**
 * Reads `tools` and `tool_choice`.
 * @param brought - further tools, that items of the input bring
 * @throws RequestError
 */
export function readTools(
  body: Fields,
  dialect: ResponsesDialect,
  brought: readonly BroughtTools[] = [],
): ToolUse {
  const list = (body['tools'] === null ? undefined : readList(body, 'tools', undefined)) ?? [];
  limitItems(list, 'tools', maxTools);
  const gathering: Gathering = { dialect, tools: [], types: [], namespaced: new Map(), builtIn: new Map() };
  gatherTools(list, { parent: undefined, key: 'tools' }, gathering);
  for (const { tools, place } of brought) gatherTools(tools, place, gathering);
  const { tools, types, namespaced, builtIn } = gathering;
  return { tools, choice: readToolChoice(body, tools, types, builtIn), namespaced, builtIn };
}

function gatherTools(list: readonly unknown[], place: Place, gathering: Gathering): void {
  const { dialect, tools, types } = gathering;
  for (const [index, item] of list.entries()) {
    const itemPlace: Place = { parent: place, key: index };
    const tool = asFields(item, itemPlace);
    const type = readRequiredText(tool, 'type', itemPlace);
    if (!dialect.toolTypes.includes(type) && !dialect.ignoresUnknown) {
      refuseValue(type, pathOf(itemPlace, 'type'), dialect.toolTypes);
    }
    types.push(type);
    if (!dialect.toolTypes.includes(type)) continue;
    if (type === 'function') tools.push(readFunction(tool, itemPlace, dialect));
    else if (type === 'custom') tools.push(readCustomTool(tool, itemPlace));
    else if (type === 'namespace') gatherNamespace(tool, itemPlace, gathering);
    else {
      checkBuiltInTool(tool, type, itemPlace);
      declareBuiltIn(type, gathering);
    }
  }
}

function declareBuiltIn(type: string, { tools, builtIn }: Gathering): void {
  const call = builtInCalls.get(type);
  if (call === undefined || tools.some(({ name }) => name === type)) return;
  tools.push({ type: 'function', name: type, parameters: call.parameters, strict: true });
  builtIn.set(type, type);
}

function gatherNamespace(
  source: Fields,
  place: Place,
  { dialect, tools, types, namespaced }: Gathering,
): void {
  const namespace = readName(source, place);
  readRequiredText(source, 'description', place);
  const list = readList(source, 'tools', place) ?? refuseMissing(pathOf(place, 'tools'));
  requireItems(list, pathOf(place, 'tools'));
  const listPlace: Place = { parent: place, key: 'tools' };
  for (const [index, item] of list.entries()) {
    const itemPlace: Place = { parent: listPlace, key: index };
    const tool = asFields(item, itemPlace);
    const type = readRequiredText(tool, 'type', itemPlace);
    if (type !== 'function' && type !== 'custom') {
      refuseValue(type, pathOf(itemPlace, 'type'), ['function', 'custom']);
    }
    types.push(type);
    const declared =
      type === 'function' ? readFunction(tool, itemPlace, dialect) : readCustomTool(tool, itemPlace);
    // Two namespaces may have tools of the same name.
    const isTaken = tools.some(({ name }) => name === declared.name);
    const name = isTaken ? `${namespace}__${declared.name}` : declared.name;
    tools.push({ ...declared, name });
    namespaced.set(name, { name: declared.name, namespace });
  }
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
  if (parameters === undefined)
    return { type: 'function', name, description, parameters, strict: strict ?? true };
  const path = pathOf(place, 'parameters');
  checkFunctionSchema(name, parameters, strict === true, path);
  if (!dialect.closesSchemas || strict !== undefined)
    return { type: 'function', name, description, parameters, strict: strict ?? true };
  const closed = closeSchema(parameters);
  return {
    type: 'function',
    name,
    description,
    parameters: closed ?? parameters,
    strict: closed !== undefined,
  };
}

function readCustomTool(tool: Fields, place: Place): ToolDeclaration {
  const name = readName(tool, place);
  const description = readText(tool, 'description', place);
  const format = readFields(tool, 'format', place);
  if (format === undefined) return { type: 'custom', name, description };
  const inner: Place = { parent: place, key: 'format' };
  const type = readRequiredText(format, 'type', inner);
  if (type !== 'text' && type !== 'grammar') refuseValue(type, pathOf(inner, 'type'), ['text', 'grammar']);
  const grammar = type === 'grammar' ? readGrammar(format, inner) : undefined;
  return { type: 'custom', name, description, grammar };
}
