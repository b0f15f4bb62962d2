import type { SimRequest } from '@llmsim/core';
import { asFields, readInteger, readList, readRequiredText, refuse, refuseValue } from '@llmsim/wire';
import type { Fields, Place } from '@llmsim/wire';
import type { ReadItem } from './read-items.js';
import type { Compaction, Item } from './responses-request.js';

const leastThreshold = 1000;
const never: Compaction = { isAll: false, fromTokens: Infinity };

/**
 * Reads whether the conversation is to be compacted: a `compaction_trigger` as the last item asks for a compaction and
 * nothing else, `context_management` for one behind the output once the prompt has so many tokens.
 * @throws RequestError
 */
export function readCompaction(body: Fields, input: readonly ReadItem[]): Compaction {
  const trigger = input.findIndex(({ meaning }) => meaning.type === 'compaction-trigger');
  if (trigger !== -1 && trigger < input.length - 1) {
    refuse(
      `Invalid 'input[${trigger}]': an item of type 'compaction_trigger' must be the final input item.`,
      `input[${trigger}]`,
      'invalid_value',
    );
  }
  if (body['context_management'] === undefined || body['context_management'] === null) {
    return trigger === -1 ? never : { isAll: true, fromTokens: Infinity };
  }
  let fromTokens = Infinity;
  const list: Place = { parent: undefined, key: 'context_management' };
  for (const [index, item] of (readList(body, 'context_management', undefined) ?? []).entries()) {
    const place: Place = { parent: list, key: index };
    const entry = asFields(item, place);
    const type = readRequiredText(entry, 'type', place);
    if (type !== 'compaction') refuseValue(type, `context_management[${index}].type`, ['compaction']);
    if (entry['compact_threshold'] === null) continue;
    const threshold = readInteger(entry, 'compact_threshold', leastThreshold, Number.MAX_SAFE_INTEGER, place);
    fromTokens = Math.min(fromTokens, threshold ?? Infinity);
  }
  return { isAll: trigger !== -1, fromTokens };
}

/** A request whose reply is only a summary: the prompt is the same, but nothing is called, thought or formatted. */
export function forCompaction(sim: SimRequest): SimRequest {
  return {
    ...sim,
    toolChoice: { mode: 'none' },
    outputFormat: { type: 'text' },
    reasoningEffort: 'none',
    reasoningVisible: false,
    maxOutputTokens: undefined,
  };
}

/**
 * What of a conversation is still there: where it was compacted, what the compaction stands for is gone. Calls that
 * wait for their outputs stay.
 */
export function sinceCompaction(items: readonly Item[]): readonly Item[] {
  const last = items.findLastIndex(({ type }) => type === 'compaction');
  if (last <= 0) return items;
  const outputs = new Set(
    items.slice(0, last).flatMap((item) => (item.type.endsWith('call_output') ? [item['call_id']] : [])),
  );
  const isOpen = (item: Item) => isCall(item) && !outputs.has(item['call_id']);
  return [...items.slice(last, last + 1), ...items.slice(0, last).filter(isOpen), ...items.slice(last + 1)];
}

function isCall({ type }: Item): boolean {
  return type === 'function_call' || type === 'custom_tool_call';
}
