import { pathOf, refuse, refuseLength, refuseType } from '@llmsim/wire';
import type { Place } from '@llmsim/wire';
import type { Item } from './responses-request.js';
import { openContent } from './sealed-content.js';

const longestId = 64;
const idPattern = /^[A-Za-z0-9_-]+$/;

/** How the ids of items begin, by their type. Of other types nothing is known for certain. */
const prefixes: ReadonlyMap<string, string> = new Map([
  ['code_interpreter_call', 'ci'],
  ['compaction', 'cmp'],
  ['custom_tool_call', 'ctc'],
  ['custom_tool_call_output', 'ctc'],
  ['file_search_call', 'fs'],
  ['function_call', 'fc'],
  ['function_call_output', 'fc'],
  ['image_generation_call', 'ig'],
  ['mcp_call', 'mcp'],
  ['message', 'msg'],
  ['reasoning', 'rs'],
  ['web_search_call', 'ws'],
]);

/**
 * Refuses an item of the input whose id or encrypted content cannot be OpenAI's. The words of ids are those of
 * nodetool-ai/nodetool#4252 and langchain-ai/langchainjs#11044, those of contents of openai/codex#8145 with the reason
 * of Wei-Shaw/sub2api#3038.
 * @throws RequestError
 */
export function checkReturnedItem(item: Item, place: Place): void {
  const { id, type } = item;
  if (id !== undefined && id !== null) checkId(id, type, place);
  if (type !== 'reasoning' && type !== 'compaction') return;
  const content = item['encrypted_content'];
  if (typeof content === 'string' && openContent(content) === undefined) {
    const shown = content.length <= 8 ? content : `${content.slice(0, 4)}...${content.slice(-4)}`;
    refuse(
      `The encrypted content ${shown} could not be verified. Reason: Encrypted content could not be decrypted or parsed.`,
      undefined,
      'invalid_encrypted_content',
    );
  }
}

/**
 * Refuses the id of a response that cannot be OpenAI's: in the words of ProjectTech4DevAI/kaapi-backend#317, and of ids of
 * items where it begins otherwise.
 * @throws RequestError
 */
export function checkResponseId(id: string, path: string): void {
  checkCharacters(id, path);
  checkPrefix(id, 'resp', path);
}

function checkId(id: unknown, type: string, place: Place): void {
  const path = pathOf(place, 'id');
  if (typeof id !== 'string') refuseType(id, path, 'a string');
  if (id.length > longestId) refuseLength(id, path, longestId);
  checkCharacters(id, path);
  const prefix = prefixes.get(type);
  if (prefix !== undefined) checkPrefix(id, prefix, path);
}

function checkCharacters(id: string, path: string): void {
  if (!idPattern.test(id)) {
    refuse(
      `Invalid '${path}': '${id}'. Expected an ID that contains letters, numbers, underscores, or dashes, but this value contained additional characters.`,
      path,
      'invalid_value',
    );
  }
}

function checkPrefix(id: string, prefix: string, path: string): void {
  if (!id.startsWith(prefix)) {
    refuse(`Invalid '${path}': '${id}'. Expected an ID that begins with '${prefix}'.`, path, 'invalid_value');
  }
}
