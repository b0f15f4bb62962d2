import { createSeededRandom, deriveSeed } from '@llmsim/core';
import type { Fields } from '@llmsim/wire';
import { drawId, familyOf } from '../../identifiers.js';
import type { Item } from '../request/responses-request.js';

const prefixes: ReadonlyMap<string, string> = new Map([
  ['compaction', 'cmp'],
  ['custom_tool_call', 'ctc'],
  ['custom_tool_call_output', 'ctco'],
  ['function_call', 'fc'],
  ['function_call_output', 'fco'],
  ['message', 'msg'],
  ['reasoning', 'rs'],
]);

/** Items that have no status. */
const withoutStatus = new Set(['compaction', 'reasoning']);

/** An item that has an id. */
export type IdentifiedItem = Item & { readonly id: string };

/**
 * Items that a client sent, as they are listed: with an id, a status and all parts written out.
 * @param ownerId - the response or conversation that they belong to: their ids lead to it
 * @param batch - distinguishes several lists of one owner
 */
export function describeInput(
  items: readonly Item[],
  ownerId: string,
  batch = 'input',
): readonly IdentifiedItem[] {
  return items.map((item, index) => {
    const { id: ownId, type, status, ...rest } = item;
    const id = typeof ownId === 'string' ? ownId : drawInputId(ownerId, batch, type, index);
    const state = withoutStatus.has(type) ? undefined : { status: status ?? 'completed' };
    return { id, type, ...state, ...(type === 'message' ? describeMessage(rest) : rest) };
  });
}

/** The same for the same place in the same response, so that it need not be kept. */
function drawInputId(ownerId: string, batch: string, type: string, index: number): string {
  const random = createSeededRandom(deriveSeed(ownerId, batch, index));
  return drawId(prefixes.get(type) ?? 'item', familyOf(ownerId), random);
}

function describeMessage({ content, ...rest }: Fields): Fields {
  const isSpoken = rest['role'] === 'assistant';
  if (typeof content === 'string') {
    const part = isSpoken
      ? { type: 'output_text', annotations: [], logprobs: [], text: content }
      : { type: 'input_text', text: content };
    return { content: [part], ...rest };
  }
  return { content: (content as readonly Fields[]).map(describePart), ...rest };
}

function describePart(part: Fields): Fields {
  switch (part['type']) {
    case 'output_text':
      return { annotations: [], logprobs: [], ...part };
    case 'input_image':
      return { detail: 'auto', ...part };
    default:
      return part;
  }
}
