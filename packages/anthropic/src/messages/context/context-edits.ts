import type { SimMessage } from '@llmsim/core';
import type { Fields, Place } from '@llmsim/wire';
import {
  asObject,
  asString,
  below,
  readFlag,
  readItems,
  readObject,
  readTag,
  readWhole,
  refuseInput,
  refuseMissing,
  refuseOthers,
  refuseRequest,
} from '../../reading/input-reader.js';

/** Removes what the model thought in all turns but the last ones. */
export interface ClearThinking {
  readonly type: 'clear_thinking_20251015';
  /** So many turns with thinking keep it; `Infinity`: all of them. */
  readonly keptTurns: number;
}

/** Removes the results of tools, and perhaps their inputs, of all uses but the last ones. */
export interface ClearToolUses {
  readonly type: 'clear_tool_uses_20250919';
  /** It is applied where there is more of this. */
  readonly trigger: { readonly of: 'input_tokens' | 'tool_uses'; readonly value: number };
  readonly keptUses: number;
  /** It is not applied if it saves fewer tokens. */
  readonly leastTokens: number;
  readonly excludedTools: ReadonlySet<string>;
  /** The tools whose inputs are removed, too. */
  readonly clearsInputOf: (tool: string) => boolean;
}

/** Replaces the conversation by a summary, which llmsim does not do. */
export interface Compact {
  readonly type: 'compact_20260112';
  /** So many tokens of a prompt start it. */
  readonly atTokens: number;
  readonly place: Place;
}

export type ContextEdit = ClearThinking | ClearToolUses | Compact;

/** An edit that was applied, as the reply describes it. */
export type AppliedEdit = {
  readonly type: string;
  readonly cleared_input_tokens: number;
} & ({ readonly cleared_tool_uses: number } | { readonly cleared_thinking_turns: number });

/** What an edit would come to. */
export interface Cleared {
  readonly messages: readonly SimMessage[];
  readonly described: { readonly cleared_tool_uses: number } | { readonly cleared_thinking_turns: number };
  /** The edit is not applied if it saves fewer tokens. */
  readonly leastTokens: number;
}

/** Where the service starts to edit if a request does not say (the types of the official client). */
const defaults = { clearAtTokens: 100_000, keptUses: 3, keptTurns: 1, compactAtTokens: 150_000 } as const;

/** The service compacts no prompt that is shorter. */
const fewestCompacted = 50_000;

const context: Place = { parent: undefined, key: 'context_management' };
const bounds = [0, Number.MAX_SAFE_INTEGER] as const;

const members = {
  clear_thinking_20251015: new Set(['type', 'keep']),
  clear_tool_uses_20250919: new Set([
    'type',
    'trigger',
    'keep',
    'clear_at_least',
    'exclude_tools',
    'clear_tool_inputs',
  ]),
  compact_20260112: new Set(['type', 'trigger', 'instructions', 'pause_after_compaction']),
} as const;

/**
 * Reads `context_management`; `undefined`: the request has none.
 * @throws RequestError in the service's words
 */
export function readContextEdits(body: Fields, strict: boolean): readonly ContextEdit[] | undefined {
  const source = readObject(body, 'context_management');
  if (source === undefined) return undefined;
  if (strict) refuseOthers(source, new Set(['edits']), context);
  const list = below(context, 'edits');
  return (readItems(source, 'edits', context) ?? []).map((item, index) => {
    const at = below(list, index);
    const edit = asObject(item, at);
    const type = readTag(
      edit,
      ['clear_tool_uses_20250919', 'clear_thinking_20251015', 'compact_20260112'],
      at,
    );
    const inside = below(at, type);
    if (strict) refuseOthers(edit, members[type], inside);
    switch (type) {
      case 'clear_thinking_20251015':
        if (index > 0) refuseInput(at, `\`${type}\` must be the first of the edits`);
        return { type, keptTurns: readKeptTurns(edit, inside) };
      case 'clear_tool_uses_20250919':
        return readClearToolUses(edit, inside);
      case 'compact_20260112':
        return readCompact(edit, inside);
    }
  });
}

/** What the model did not think cannot be cleared. @throws RequestError */
export function checkEditsBesideThinking(edits: readonly ContextEdit[] | undefined, effort: string): void {
  if (effort === 'none' && clearsThinking(edits)) {
    refuseRequest('`clear_thinking_20251015` strategy requires `thinking` to be enabled or adaptive');
  }
}

/** Whether it matters what the model thought. */
export function clearsThinking(edits: readonly ContextEdit[] | undefined): boolean {
  return edits?.[0]?.type === 'clear_thinking_20251015';
}

function readKeptTurns(edit: Fields, place: Place): number {
  if (edit['keep'] === 'all') return Infinity;
  return readAmount(edit, 'keep', ['thinking_turns', 'all'], place, 1)?.value ?? defaults.keptTurns;
}

function readClearToolUses(edit: Fields, place: Place): ClearToolUses {
  const trigger = readAmount(edit, 'trigger', ['input_tokens', 'tool_uses'], place);
  const inputs = edit['clear_tool_inputs'];
  const cleared = Array.isArray(inputs) ? readNames(edit, 'clear_tool_inputs', place) : undefined;
  const clearsAll = cleared === undefined && readFlag(edit, 'clear_tool_inputs', place) === true;
  return {
    type: 'clear_tool_uses_20250919',
    trigger: trigger ?? { of: 'input_tokens', value: defaults.clearAtTokens },
    keptUses: readAmount(edit, 'keep', ['tool_uses'], place)?.value ?? defaults.keptUses,
    leastTokens: readAmount(edit, 'clear_at_least', ['input_tokens'], place)?.value ?? 0,
    excludedTools: readNames(edit, 'exclude_tools', place),
    clearsInputOf: (tool) => clearsAll || cleared?.has(tool) === true,
  };
}

function readCompact(edit: Fields, place: Place): Compact {
  const trigger = readAmount(edit, 'trigger', ['input_tokens'], place, fewestCompacted);
  readFlag(edit, 'pause_after_compaction', place);
  return { type: 'compact_20260112', atTokens: trigger?.value ?? defaults.compactAtTokens, place };
}

/** An amount of something: `{ type, value }`. `undefined` if it is absent or null. @throws RequestError */
function readAmount<T extends string>(
  source: Fields,
  key: string,
  kinds: readonly T[],
  place: Place,
  min: number = bounds[0],
): { readonly of: T; readonly value: number } | undefined {
  const at = below(place, key);
  const amount = readObject(source, key, place);
  if (amount === undefined) return undefined;
  const of = readTag(amount, kinds, at);
  if (of === 'all') return { of, value: Infinity };
  const inside = kinds.length > 1 ? below(at, of) : at;
  const value = readWhole(amount, 'value', [min, bounds[1]], inside) ?? refuseMissing(below(inside, 'value'));
  return { of, value };
}

function readNames(source: Fields, key: string, place: Place): ReadonlySet<string> {
  const list = below(place, key);
  const names = readItems(source, key, place) ?? [];
  return new Set(names.map((name, index) => asString(name, below(list, index))));
}
