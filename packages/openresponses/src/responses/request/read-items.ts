import type { SimContent, SimRole } from '@llmsim/core';
import {
  asFields,
  limitConversation,
  checkImageRole,
  pathOf,
  readList,
  readRequiredText,
  readText,
  refuseLength,
  refuseMissing,
  refuseType,
  refuseValue,
} from '@llmsim/wire';
import type { Fields, Place } from '@llmsim/wire';
import type { ResponsesDialect } from '../responses-dialect.js';
import { builtInToolOf } from './built-in-calls.js';
import { checkReturnedItem } from './check-returned-item.js';
import { readSummary } from './compaction-summary.js';
import { maxTextLength, readContent } from './read-content.js';
import type { BroughtTools } from './read-tools.js';
import type { Item } from './responses-request.js';

/** Whose call an item is. */
export type ToolKind = 'function' | 'custom' | 'built-in';

/** What an item says to the model. */
export type ItemMeaning =
  | {
      readonly type: 'message';
      readonly role: SimRole;
      readonly content: readonly SimContent[];
      readonly id: string | undefined;
    }
  | {
      readonly type: 'call';
      readonly tool: ToolKind;
      readonly callId: string;
      readonly name: string;
      readonly argumentsText: string;
    }
  | {
      readonly type: 'call-output';
      readonly tool: ToolKind;
      readonly callId: string;
      readonly content: readonly SimContent[];
    }
  | { readonly type: 'reasoning'; readonly id: string | undefined; readonly isEncrypted: boolean }
  | { readonly type: 'reference'; readonly id: string }
  /** Further tools. */
  | ({ readonly type: 'tools' } & BroughtTools)
  /** The last item of the input: it asks for a compaction of all that is before. */
  | { readonly type: 'compaction-trigger' }
  /** It belongs to a tool that is not simulated. */
  | { readonly type: 'foreign' };

/** An item in its full form, with what it means. */
export interface ReadItem {
  readonly item: Item;
  readonly meaning: ItemMeaning;
}

const roles: readonly SimRole[] = ['assistant', 'system', 'developer', 'user'];
const ownTypes = [
  'compaction',
  'custom_tool_call',
  'custom_tool_call_output',
  'function_call',
  'function_call_output',
  'item_reference',
  'message',
  'reasoning',
];
const longestCallId = 64;

/**
 * Reads a text or a list of items at a key of the body; `undefined` if there is none.
 * @throws RequestError
 */
export function readItems(
  body: Fields,
  key: string,
  dialect: ResponsesDialect,
): readonly ReadItem[] | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') {
    if (value.length > maxTextLength) refuseLength(value, key, maxTextLength);
    const item = { type: 'message', role: 'user', content: [{ type: 'input_text', text: value }] };
    return [
      {
        item,
        meaning: { type: 'message', role: 'user', content: [{ type: 'text', text: value }], id: undefined },
      },
    ];
  }
  if (!Array.isArray(value)) refuseType(value, key, 'one of a string or array of input items');
  limitConversation(value, key);
  const place: Place = { parent: undefined, key };
  return (value as readonly unknown[]).map((item, index) => {
    const itemPlace: Place = { parent: place, key: index };
    const read = readItem(item, itemPlace, dialect);
    if (dialect.checksInput) checkReturnedItem(read.item, itemPlace);
    return read;
  });
}

/** Reads one item. Messages and references may leave their type out. @throws RequestError */
export function readItem(value: unknown, place: Place, dialect: ResponsesDialect): ReadItem {
  const source = asFields(value, place);
  const type = readText(source, 'type', place) ?? guessType(source, place);
  if (source['type'] === type) {
    const item = source as Item;
    return { item, meaning: readMeaning(item, place, dialect) };
  }
  // In front of the others, which is several times as fast; but a type of null would win there.
  const item: Item = 'type' in source ? { ...source, type } : { type, ...source };
  return { item, meaning: readMeaning(item, place, dialect) };
}

function guessType(source: Fields, place: Place): string {
  if (source['role'] !== undefined || source['content'] !== undefined) return 'message';
  return source['id'] === undefined ? refuseMissing(pathOf(place, 'type')) : 'item_reference';
}

function readMeaning(item: Item, place: Place, dialect: ResponsesDialect): ItemMeaning {
  switch (item.type) {
    case 'message':
      return readMessage(item, place, dialect);
    case 'function_call':
      return readCall(item, place, 'function', 'arguments');
    case 'custom_tool_call':
      return readCall(item, place, 'custom', 'input');
    case 'function_call_output':
      return readCallOutput(item, place, 'function', dialect);
    case 'custom_tool_call_output':
      return readCallOutput(item, place, 'custom', dialect);
    case 'reasoning': {
      if (readList(item, 'summary', place) === undefined) refuseMissing(pathOf(place, 'summary'));
      const isEncrypted = readText(item, 'encrypted_content', place) !== undefined;
      return { type: 'reasoning', id: readText(item, 'id', place), isEncrypted };
    }
    case 'compaction': {
      const text = readSummary(readRequiredText(item, 'encrypted_content', place));
      return {
        type: 'message',
        role: 'assistant',
        content: [{ type: 'text', text }],
        id: readText(item, 'id', place),
      };
    }
    case 'item_reference':
      return { type: 'reference', id: readRequiredText(item, 'id', place) };
    default: {
      if (dialect.foreignItemTypes.includes(item.type)) return readForeign(item, place);
      if (dialect.ignoresUnknown) return { type: 'foreign' };
      return refuseValue(item.type, pathOf(place, 'type'), [...ownTypes, ...dialect.foreignItemTypes].sort());
    }
  }
}

function readForeign(item: Item, place: Place): ItemMeaning {
  if (item.type === 'compaction_trigger') return { type: 'compaction-trigger' };
  if (item.type !== 'additional_tools') return readBuiltIn(item) ?? { type: 'foreign' };
  const role = readText(item, 'role', place);
  if (role !== undefined && role !== 'developer') refuseValue(role, pathOf(place, 'role'), ['developer']);
  const tools = readList(item, 'tools', place) ?? refuseMissing(pathOf(place, 'tools'));
  return { type: 'tools', tools, place: { parent: place, key: 'tools' } };
}

/** A call of a built-in tool that the client runs, or its output. Nothing of it is checked. */
function readBuiltIn(item: Item): ItemMeaning | undefined {
  const found = builtInToolOf(item.type);
  if (found === undefined) return undefined;
  const id = item['call_id'] ?? item['id'];
  const callId = typeof id === 'string' ? id : '';
  if (!found.isOutput) {
    const argumentsText = JSON.stringify(item['action'] ?? item['operation'] ?? {});
    return { type: 'call', tool: 'built-in', callId, name: found.tool, argumentsText };
  }
  const output = item['output'] ?? item['status'] ?? '';
  const text = typeof output === 'string' ? output : JSON.stringify(output);
  return { type: 'call-output', tool: 'built-in', callId, content: [{ type: 'text', text }] };
}

function readMessage(item: Item, place: Place, dialect: ResponsesDialect): ItemMeaning {
  const role = readRequiredText(item, 'role', place) as SimRole;
  if (!roles.includes(role)) refuseValue(role, pathOf(place, 'role'), roles);
  const content = readContent(
    item,
    'content',
    place,
    role === 'assistant' ? 'model' : 'client',
    dialect.checksInput,
  );
  checkImageRole(content, role, pathOf(place));
  return { type: 'message', role, content, id: readText(item, 'id', place) };
}

function readCallId(item: Item, place: Place): string {
  const callId = readRequiredText(item, 'call_id', place, longestCallId);
  if (callId === '') refuseMissing(pathOf(place, 'call_id'));
  return callId;
}

function readCall(item: Item, place: Place, tool: 'function' | 'custom', key: string): ItemMeaning {
  const callId = readCallId(item, place);
  const name = readRequiredText(item, 'name', place);
  return {
    type: 'call',
    tool,
    callId,
    name,
    argumentsText: readRequiredText(item, key, place, maxTextLength),
  };
}

function readCallOutput(
  item: Item,
  place: Place,
  tool: 'function' | 'custom',
  dialect: ResponsesDialect,
): ItemMeaning {
  return {
    type: 'call-output',
    tool,
    callId: readCallId(item, place),
    content: readContent(item, 'output', place, 'client', dialect.checksInput),
  };
}
