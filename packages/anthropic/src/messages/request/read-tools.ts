import type { ToolChoice, ToolDeclaration } from '@llmsim/core';
import { isFields, type Fields, type Place } from '@llmsim/wire';
import {
  asObject,
  below,
  readFlag,
  readItems,
  readObject,
  readString,
  readTag,
  refuseInput,
  refuseMissing,
  refuseOthers,
  refuseRequest,
  requireString,
} from '../../reading/input-reader.js';
import type { HostedTool } from '../hosted/hosted-tool.js';
import { checkInputSchema } from './check-input-schema.js';
import { knownTools, mcpParameters } from './known-tools.js';
import type { CacheControlReader } from './read-cache-control.js';

/** The tools of a request. */
export interface ToolUse {
  readonly tools: readonly ToolDeclaration[];
  readonly choice: ToolChoice;
  readonly parallel: boolean;
  readonly hostedTools: ReadonlyMap<string, HostedTool>;
  readonly searchTool: HostedTool | undefined;
  readonly deferredTools: ReadonlySet<string>;
  /** The types of all tools, `custom` for the client's own. */
  readonly toolTypes: ReadonlySet<string>;
  /** What the tools that the service knows put into the prompt. */
  readonly knownToolTokens: number;
  /** How long the tools are to be kept in the prompt cache; `undefined`: no breakpoint is among them. */
  readonly lifetimeMs: number | undefined;
}

const customMembers = new Set(
  'type name description input_schema cache_control strict defer_loading input_examples allowed_callers eager_input_streaming'.split(
    ' ',
  ),
);

const namePattern = /^[a-zA-Z0-9_-]{1,128}$/;

const tags = ['custom', ...knownTools.keys()];

/** Reads `tools` and `tool_choice`. @throws RequestError */
export function readTools(body: Fields, cache: CacheControlReader): ToolUse {
  const place: Place = { parent: undefined, key: 'tools' };
  const list = readItems(body, 'tools') ?? [];
  const tools: ToolDeclaration[] = [];
  const hostedTools = new Map<string, HostedTool>();
  const deferredTools = new Set<string>();
  const toolTypes = new Set<string>();
  let searchTool: HostedTool | undefined;
  let knownToolTokens = 0;
  let lifetimeMs: number | undefined;
  const names = new Set<string>();
  for (const [index, item] of list.entries()) {
    const at = below(place, index);
    const tool = asObject(item, at);
    const type = tool['type'] === undefined || tool['type'] === null ? 'custom' : readTag(tool, tags, at);
    toolTypes.add(type);
    const inside = below(at, type);
    const known = knownTools.get(type);
    lifetimeMs = cache.read(tool, inside) ?? lifetimeMs;
    const name = known === undefined || known.name !== undefined ? requireString(tool, 'name', inside) : type;
    // Toolsets have no name, and there may be one for each server.
    if (names.has(name) && type !== name) refuseRequest('tools: Tool names must be unique.');
    names.add(name);
    if (tool['defer_loading'] === true) deferredTools.add(name);
    if (known === undefined) {
      tools.push(readCustomTool(tool, name, inside));
      continue;
    }
    knownToolTokens += known.tokens;
    if (known.name !== undefined && name !== known.name) {
      refuseInput(below(inside, 'name'), `Input should be '${known.name}'`);
    }
    if (type.startsWith('tool_search')) {
      searchTool = { type, name, fields: tool };
      continue;
    }
    const calledBy = type === 'mcp_toolset' ? requireString(tool, 'mcp_server_name', inside) : known.name;
    // A set of tools that the client runs does not name them.
    if (calledBy === undefined) continue;
    const hosted = known.runBy === 'service';
    if (hosted) hostedTools.set(calledBy, { type, name: calledBy, fields: tool });
    const { parameters, description } = known;
    tools.push({ type: 'function', name: calledBy, description, parameters, strict: false, hosted });
  }
  addMcpServers(body, tools, hostedTools);
  const { choice, parallel } = readToolChoice(body, names, list.length > 0);
  return {
    tools,
    choice,
    parallel,
    hostedTools,
    searchTool,
    deferredTools,
    toolTypes,
    knownToolTokens,
    lifetimeMs,
  };
}

/** The servers of a request offer their tools without a toolset too, as they did in the first beta. */
function addMcpServers(body: Fields, tools: ToolDeclaration[], hostedTools: Map<string, HostedTool>): void {
  const place: Place = { parent: undefined, key: 'mcp_servers' };
  for (const [index, item] of (readItems(body, 'mcp_servers') ?? []).entries()) {
    const at = below(place, index);
    const server = asObject(item, at);
    const name = requireString(server, 'name', at);
    requireString(server, 'url', at);
    if (hostedTools.has(name)) continue;
    hostedTools.set(name, { type: 'mcp_toolset', name, fields: server });
    tools.push({ type: 'function', name, parameters: mcpParameters, strict: false, hosted: true });
  }
}

function readCustomTool(tool: Fields, name: string, place: Place): ToolDeclaration {
  if (!namePattern.test(name)) {
    refuseInput(below(place, 'name'), "String should match pattern '^[a-zA-Z0-9_-]{1,128}$'");
  }
  refuseOthers(tool, customMembers, place);
  const schema = tool['input_schema'];
  const at = below(place, 'input_schema');
  if (schema === undefined) refuseMissing(at);
  if (!isFields(schema)) refuseInput(at, 'Input should be an object');
  checkInputSchema(schema, at);
  return {
    type: 'function',
    name,
    description: readString(tool, 'description', place),
    parameters: schema,
    strict: readFlag(tool, 'strict', place) ?? false,
  };
}

const modes = { auto: 'auto', any: 'required', tool: 'named', none: 'none' } as const;

function readToolChoice(
  body: Fields,
  names: ReadonlySet<string>,
  hasTools: boolean,
): { choice: ToolChoice; parallel: boolean } {
  const source = readObject(body, 'tool_choice');
  if (source === undefined) return { choice: { mode: 'auto' }, parallel: true };
  const place: Place = { parent: undefined, key: 'tool_choice' };
  const type = readTag(source, ['auto', 'any', 'tool', 'none'], place);
  const inside = below(place, type);
  if (!hasTools && type !== 'none') {
    refuseInput(place, 'tool_choice may only be specified while providing tools');
  }
  const parallel = !(readFlag(source, 'disable_parallel_tool_use', inside) ?? false);
  if (type !== 'tool') return { choice: { mode: modes[type] }, parallel };
  const name = requireString(source, 'name', inside);
  if (!names.has(name)) refuseRequest(`Tool '${name.slice(0, 128)}' not found in provided tools`);
  return { choice: { mode: 'named', names: [name] }, parallel };
}
