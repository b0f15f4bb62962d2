import type { TurnPart } from '@llmsim/core';
import type { LogprobSource } from '@llmsim/wire';
import type { PartIds } from '../../identifiers.js';
import type { ResponsesDialect } from '../responses-dialect.js';
import {
  describeItem,
  describeMessagePart,
  lazyTextOf,
  logprobsOf,
  logprobSourceOf,
  nameOf,
  textOf,
} from './describe-item.js';
import type { ItemOptions } from './describe-item.js';
import type { ItemStatus, OutputItem } from './output-item.js';

/** An event without its number: the JSON members in front of the number and behind it. */
export interface WireEvent {
  readonly type: string;
  readonly before: string;
  readonly after: string;
}

/** What a part looks like on the wire. `hidden`: an item without its text. */
type PartShape = 'text' | 'refusal' | 'function' | 'custom' | 'summary' | 'reasoning' | 'hidden';

/** A part of a turn with all that its events repeat. */
export interface WirePart {
  readonly content: TurnPart;
  readonly ids: PartIds;
  readonly shape: PartShape;
  readonly outputIndex: number;
  /** `"output_index":0` */
  readonly position: string;
  /** `"item_id":"…"` */
  readonly owner: string;
  readonly options: PartOptions;
}

/** What the events of a part depend on besides the part. */
export interface PartOptions extends ItemOptions {
  readonly dialect: Pick<ResponsesDialect, 'reasoningHasStatus' | 'reasoningTextEvent'>;
}

/** How the deltas of a part are sent. */
export interface DeltaShape {
  readonly type: string;
  /** Members in front of the delta, and behind the number. */
  readonly before: string;
  readonly after: string;
  readonly hasLogprobs: boolean;
  readonly isPadded: boolean;
}

/** Looks at a part that begins. `outputIndex` counts the items of the response. */
export function createWirePart(
  content: TurnPart,
  ids: PartIds,
  outputIndex: number,
  options: PartOptions,
): WirePart {
  return {
    content,
    ids,
    shape: shapeOf(content, options),
    outputIndex,
    position: `"output_index":${outputIndex}`,
    owner: `"item_id":"${ids.itemId}"`,
    options,
  };
}

function shapeOf(part: TurnPart, { request }: PartOptions): PartShape {
  if (part.type === 'tool-call')
    return request.builtIn.has(part.name) ? 'hidden' : part.tool === 'custom' ? 'custom' : 'function';
  if (part.type !== 'reasoning') return part.type;
  if (part.pieces.length === 0 || request.shownReasoning === 'nothing') return 'hidden';
  return request.shownReasoning === 'summary' ? 'summary' : 'reasoning';
}

/** The item of a part. `tokens`: how many of its tokens there are; `undefined`: not even its content has begun. */
export function itemOf({ content, ids, options }: WirePart, status: ItemStatus, tokens?: number): OutputItem {
  return describeItem(content, ids, status, tokens, options);
}

/** The events that a part begins with. */
export function openingEvents(part: WirePart): readonly WireEvent[] {
  const item = JSON.stringify(itemOf(part, 'in_progress'));
  const added = { type: 'response.output_item.added', before: `"item":${item},${part.position}`, after: '' };
  switch (part.shape) {
    case 'summary':
      return [added, summaryPart(part, 'added', '""')];
    case 'text':
    case 'refusal':
    case 'reasoning':
      return [added, contentPart(part, 'added', 0)];
    case 'function':
    case 'custom':
    case 'hidden':
      return [added];
  }
}

/** How the deltas of a part are sent; `undefined`: not at all. */
export function deltaShapeOf({ shape, options }: WirePart): DeltaShape | undefined {
  const content = { before: '"content_index":0,', after: '', hasLogprobs: false, isPadded: true };
  const item = { ...content, before: '' };
  switch (shape) {
    case 'text':
      return { ...content, type: 'response.output_text.delta', hasLogprobs: true };
    case 'refusal':
      return { ...content, type: 'response.refusal.delta', isPadded: false };
    case 'reasoning':
      return { ...content, type: `${options.dialect.reasoningTextEvent}.delta` };
    case 'summary':
      return { ...item, type: 'response.reasoning_summary_text.delta', after: ',"summary_index":0' };
    case 'function':
      return { ...item, type: 'response.function_call_arguments.delta' };
    case 'custom':
      return { ...item, type: 'response.custom_tool_call_input.delta' };
    case 'hidden':
      return undefined;
  }
}

/** Draws the log probabilities of a part's tokens; `undefined`: they were not asked for. */
export function sourceOf({ content, options }: WirePart): LogprobSource | undefined {
  return logprobSourceOf(content, options);
}

/** The events that a part ends with. */
export function closingEvents(part: WirePart, status: ItemStatus): readonly WireEvent[] {
  const tokens = part.content.pieces.length;
  const item = JSON.stringify(itemOf(part, status, tokens));
  const done = { type: 'response.output_item.done', before: `"item":${item},${part.position}`, after: '' };
  return [...textEvents(part, tokens), done];
}

/** An event as an object: its members in front of the number and behind it. */
export interface LongEvent {
  readonly type: string;
  readonly before: object;
  readonly after?: object;
}

/** The events that a long text or call ends with, made as they are written; `undefined`: it is another part. */
export function longClosingEvents(part: WirePart, status: ItemStatus): readonly LongEvent[] | undefined {
  const { content, ids, shape, outputIndex: output_index } = part;
  const tokens = content.pieces.length;
  const options: ItemOptions = { ...part.options, form: 'lazy' };
  const text = lazyTextOf(content, tokens);
  const item = describeItem(content, ids, status, tokens, options);
  const done: LongEvent = { type: 'response.output_item.done', before: { item, output_index } };
  const item_id = ids.itemId;
  if (shape === 'text' && content.type === 'text') {
    const inContent = { content_index: 0, item_id };
    const logprobs = logprobsOf(content, tokens, options);
    const contentPart = describeMessagePart(content, tokens, options);
    return [
      {
        type: 'response.output_text.done',
        before: { ...inContent, logprobs, output_index },
        after: { text },
      },
      { type: 'response.content_part.done', before: { ...inContent, output_index, part: contentPart } },
      done,
    ];
  }
  if (content.type !== 'tool-call') return undefined;
  if (shape === 'function') {
    const { name } = nameOf(content, options);
    const before = { arguments: text, item_id, name, output_index };
    return [{ type: 'response.function_call_arguments.done', before }, done];
  }
  if (shape !== 'custom') return undefined;
  return [
    { type: 'response.custom_tool_call_input.done', before: { input: text, item_id, output_index } },
    done,
  ];
}

function textEvents(part: WirePart, tokens: number): readonly WireEvent[] {
  const { content, owner, position, shape } = part;
  if (shape === 'hidden') return [];
  const text = JSON.stringify(textOf(content, tokens));
  const inContent = `"content_index":0,${owner}`;
  switch (shape) {
    case 'text': {
      const before = `${inContent},"logprobs":${JSON.stringify(logprobsOf(content, tokens, part.options))},${position}`;
      const done = { type: 'response.output_text.done', before, after: `,"text":${text}` };
      return [done, contentPart(part, 'done', tokens)];
    }
    case 'refusal': {
      const done = {
        type: 'response.refusal.done',
        before: `${inContent},${position},"refusal":${text}`,
        after: '',
      };
      return [done, contentPart(part, 'done', tokens)];
    }
    case 'reasoning': {
      const type = `${part.options.dialect.reasoningTextEvent}.done`;
      return [
        { type, before: `${inContent},${position}`, after: `,"text":${text}` },
        contentPart(part, 'done', tokens),
      ];
    }
    case 'summary': {
      const after = `,"summary_index":0,"text":${text}`;
      const done = { type: 'response.reasoning_summary_text.done', before: `${owner},${position}`, after };
      return [done, summaryPart(part, 'done', text)];
    }
    case 'function': {
      const { name } = content.type === 'tool-call' ? nameOf(content, part.options) : { name: '' };
      const before = `"arguments":${text},${owner},"name":${JSON.stringify(name)},${position}`;
      return [{ type: 'response.function_call_arguments.done', before, after: '' }];
    }
    case 'custom':
      return [
        {
          type: 'response.custom_tool_call_input.done',
          before: `"input":${text},${owner},${position}`,
          after: '',
        },
      ];
  }
}

function contentPart(
  { content, owner, position, options }: WirePart,
  phase: string,
  tokens: number,
): WireEvent {
  const part =
    content.type === 'text' || content.type === 'refusal'
      ? describeMessagePart(content, tokens, options)
      : { type: 'reasoning_text', text: textOf(content, tokens) };
  const before = `"content_index":0,${owner},${position},"part":${JSON.stringify(part)}`;
  return { type: `response.content_part.${phase}`, before, after: '' };
}

function summaryPart({ owner, position }: WirePart, phase: string, text: string): WireEvent {
  return {
    type: `response.reasoning_summary_part.${phase}`,
    before: `${owner},${position},"part":{"type":"summary_text","text":${text}}`,
    after: ',"summary_index":0',
  };
}
