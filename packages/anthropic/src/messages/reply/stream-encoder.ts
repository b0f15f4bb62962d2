import type {
  ApiFailure,
  PlannedReply,
  StreamEncoder,
  StreamFraming,
  TurnEvent,
  TurnPart,
  Usage,
} from '@llmsim/core';
import type { Fields } from '@llmsim/wire';
import type { ErrorBody } from '../../encode-failure.js';
import { messageIdOf } from '../../identifiers.js';
import type { MessagesRequest } from '../messages-request.js';
import { describeContainer, describeHosted, hostedToolOf } from '../hosted/hosted-blocks.js';
import { describeToolSearch } from '../hosted/tool-search.js';
import { citationsOf } from './citations.js';
import { describeCall, describeRedacted } from './content-blocks.js';
import { createSignature } from './signature.js';
import { describeDiagnostics, describeEdits } from './encode-reply.js';
import { describeStop } from './stop-reason.js';
import { describeFirstUsage, describeLastUsage } from './usage.js';

/** What a stream is made of. */
export interface StreamOptions {
  readonly request: MessagesRequest;
  readonly reply: PlannedReply;
  readonly framing: StreamFraming;
  formatFailure(failure: ApiFailure): ErrorBody;
}

type CallPart = Extract<TurnPart, { type: 'tool-call' }>;

const nothing: readonly string[] = [];

/** Bodies have so many spaces before their last brace, or fewer: as recorded. */
const mostSpaces = 15;
/** Wanders through the numbers of spaces. Odd, so that all of them occur. */
const step = 7;

/**
 * Encodes the events of a message. What is the same for every delta of a block is put together once: a delta costs its
 * own quoting and two joins.
 */
export function createStreamEncoder(options: StreamOptions): StreamEncoder {
  const { request, reply, framing } = options;
  const { after } = framing;
  const ends = Array.from({ length: mostSpaces + 1 }, (_, spaces) => `${' '.repeat(spaces)}}${after}`);
  const deltaEnds = ends.map((end) => `}${end}`);
  const beforeDelta = framing.before('content_block_delta');
  let spaces = reply.idSeed[1] & mostSpaces;
  let hasStarted = false;
  let hasPinged = false;
  /** The number of the block that is open, or of the next one. */
  let index = 0;
  /** What stands before a delta's text; `undefined`: the part is not shown. */
  let head: string | undefined;
  let part: TurnPart | undefined;
  let partIndex = 0;
  /** What came of the hosted tool that the part calls. */
  let hostedResult: Fields | undefined;

  const pad = (): number => (spaces = (spaces + step) & mostSpaces);

  /** A frame of an event, which has the name of its type. */
  const frameOf = (body: { readonly type: string }): string =>
    framing.before(body.type) + JSON.stringify(body).slice(0, -1) + (ends[pad()] as string);

  const headOf = (type: string, member: string): string =>
    `${beforeDelta}{"type":"content_block_delta","index":${index},"delta":{"type":"${type}","${member}":`;

  const deltaOf = (before: string, text: string): string =>
    before + JSON.stringify(text) + (deltaEnds[pad()] as string);

  const start = (): readonly string[] => {
    if (hasStarted) return nothing;
    hasStarted = true;
    return [frameOf({ type: 'message_start', ...describeStart(request, reply) })];
  };

  const pingFrame = `${framing.before('ping')}{"type": "ping"}${after}`;

  const ping = (): readonly string[] => {
    if (hasPinged) return nothing;
    hasPinged = true;
    return [pingFrame];
  };

  const openBlock = (block: object): readonly string[] => {
    const opening = { type: 'content_block_start', index, content_block: block };
    return [...start(), frameOf(opening), ...ping()];
  };

  const closeBlock = (): string => {
    const frame = frameOf({ type: 'content_block_stop', ...{ index } });
    index += 1;
    return frame;
  };

  const startText = (text: TurnPart): readonly string[] => {
    if (text.pieces.length === 0) return nothing;
    const citations = citationsOf(request, reply, partIndex);
    const beginning = { type: 'text', text: '' };
    const frames = [...openBlock(citations.length === 0 ? beginning : { citations: [], ...beginning })];
    for (const citation of citations) {
      const delta = { type: 'citations_delta', citation };
      frames.push(frameOf({ type: 'content_block_delta', ...{ index, delta } }));
    }
    head = headOf('text_delta', 'text');
    return frames;
  };

  /** A block that is complete from the start. */
  const wholeBlock = (block: object): readonly string[] => [...openBlock(block), closeBlock()];

  const startCall = (call: CallPart): readonly string[] => {
    const frames: string[] = [];
    const search = describeToolSearch(request, reply, call, partIndex);
    if (search?.result !== undefined) {
      const { input } = search.call;
      frames.push(...openBlock({ ...search.call, input: {} }));
      const first = headOf('input_json_delta', 'partial_json');
      frames.push(deltaOf(first, ''), deltaOf(first, JSON.stringify(input)), closeBlock());
      frames.push(...wholeBlock(search.result));
    }
    const hosted = hostedToolOf(request, call);
    hostedResult = undefined;
    let block = describeCall(reply, call, partIndex, {}) as Fields;
    if (hosted !== undefined) {
      const blocks = describeHosted(request, reply, hosted, call, partIndex);
      block = { ...blocks.call, input: {} };
      hostedResult = blocks.result;
    }
    frames.push(...openBlock(block));
    const first = headOf('input_json_delta', 'partial_json');
    // A call without arguments has no other delta.
    head = call.pieces.join('') === '{}' ? undefined : first;
    frames.push(deltaOf(first, ''));
    return frames;
  };

  const startPart = (event: TurnEvent & { type: 'part-start' }): readonly string[] => {
    part = event.content;
    partIndex = event.part;
    head = undefined;
    switch (part.type) {
      case 'refusal':
        return nothing;
      case 'text':
        return startText(part);
      case 'reasoning':
        if (request.redactsThinking) return openBlock(describeRedacted(reply, part, partIndex));
        head = headOf('thinking_delta', 'thinking');
        return openBlock({ type: 'thinking', thinking: '', signature: '' });
      case 'tool-call':
        return startCall(part);
    }
  };

  const endPart = (): readonly string[] => {
    if (part === undefined || part.type === 'refusal') return nothing;
    if (part.type === 'text' && part.pieces.length === 0) return nothing;
    if (part.type === 'tool-call' && hostedResult !== undefined) {
      return [closeBlock(), ...wholeBlock(hostedResult)];
    }
    if (part.type !== 'reasoning' || request.redactsThinking) return [closeBlock()];
    const signature = createSignature(reply.idSeed, partIndex, part.pieces.join(''));
    return [deltaOf(headOf('signature_delta', 'signature'), signature), closeBlock()];
  };

  const endTurn = (usage: Usage): readonly string[] => [
    ...start(),
    ...ping(),
    frameOf({
      type: 'message_delta',
      ...{
        delta: { ...describeStop(request, reply), container: describeContainer(request, reply) },
        usage: describeLastUsage({ ...reply, usage }, request),
      },
      ...describeEdits(request),
    }),
    frameOf({ type: 'message_stop' }),
  ];

  return {
    encode(event) {
      switch (event.type) {
        case 'part-delta':
          return head === undefined ? nothing : [deltaOf(head, event.delta)];
        case 'part-start':
          return startPart(event);
        case 'part-end':
          return endPart();
        case 'turn-end':
          return endTurn(event.usage);
        case 'failure':
          return [
            `${framing.before('error')}${JSON.stringify(options.formatFailure(event.failure))}${after}`,
          ];
        case 'heartbeat':
          return [...start(), pingFrame];
        case 'turn-start':
        case 'choice-end':
        case 'wait':
          return nothing;
      }
    },
    close: () => nothing,
  };
}

/** The message as it begins: without content, and with the input counted. */
function describeStart(request: MessagesRequest, reply: PlannedReply) {
  return {
    message: {
      model: request.model.apiName,
      id: messageIdOf(reply.idSeed),
      type: 'message',
      role: 'assistant',
      content: [],
      stop_reason: null,
      stop_sequence: null,
      stop_details: null,
      usage: describeFirstUsage(reply.usage, request),
      ...describeDiagnostics(request),
    },
  };
}
