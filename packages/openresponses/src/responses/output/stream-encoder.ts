import { deriveSeed, isLarge, jsonPieces } from '@llmsim/core';
import type { ApiFailure, StreamEncoder, StreamFraming, TurnPart } from '@llmsim/core';
import { createPaddingPool, isLongReply } from '@llmsim/wire';
import type { LogprobSource } from '@llmsim/wire';
import type { FormattedFailure } from '../responses-dialect.js';
import { describeCompaction } from './describe-compaction.js';
import { describeAt, finalStatus, isCut, turnOf } from './describe-reply.js';
import type { ReplyOptions } from './describe-reply.js';
import type { ItemForm } from './describe-item.js';
import type { ItemStatus } from './output-item.js';
import {
  closingEvents,
  deltaShapeOf,
  itemOf,
  longClosingEvents,
  openingEvents,
  sourceOf,
  createWirePart,
} from './part-events.js';
import type { LongEvent, WirePart, WireEvent } from './part-events.js';

/** What the encoder of one stream needs. */
export interface EncoderOptions extends ReplyOptions {
  readonly framing: StreamFraming;
  /** The lane of a socket, part of each event; `undefined`: there is none. */
  readonly streamId: string | undefined;
  /** The final response, as JSON. */
  readonly finalResponse: (endedAtMs: number | undefined) => string;
  /** The final response as an object that is made as it is written, if it is long; and what is kept of it, as JSON. */
  readonly longResponse: (
    endedAtMs: number | undefined,
  ) => { readonly response: object; readonly kept: string } | undefined;
  /** Called with the JSON of the response that the stream ends with, whatever its status. */
  ended(response: string): void;
  formatFailure(failure: ApiFailure): FormattedFailure;
}

/** The part that is being encoded. */
interface OpenPart {
  readonly part: WirePart;
  readonly index: number;
  readonly frame: DeltaFrame | undefined;
  /** How many of its tokens were encoded. */
  tokens: number;
}

/** An event around its delta, in the pieces that are the same for every token. */
interface DeltaFrame {
  readonly beforeDelta: string;
  readonly afterDelta: string;
  /** `undefined`: they were not asked for. */
  readonly logprobs: LogprobSource | undefined;
  readonly afterLogprobs: string;
  readonly isPadded: boolean;
  readonly afterPadding: string;
  readonly end: string;
}

/** Deltas are padded so that delta and padding together have a multiple of this length, as recorded. */
const block = 16;

const createPadding = createPaddingPool(deriveSeed('obfuscation'));

const nothing: readonly string[] = [];

/**
 * Encodes the events of one response. What is the same for every token of a part is put together once; a token costs
 * its own quoting, its number and its padding.
 */
export function createStreamEncoder(options: EncoderOptions): StreamEncoder {
  const { request, dialect, reply, ids, framing } = options;
  const turn = turnOf(reply);
  const isBare = framing.isKept === true && isLongReply(reply, request.topLogprobs);
  const form: ItemForm = isBare ? 'bare' : 'whole';
  const partOptions = { request, dialect, idSeed: reply.idSeed, form };
  const lane = options.streamId === undefined ? '' : `,"stream_id":${JSON.stringify(options.streamId)}`;
  const end = `${lane}}${framing.after}`;
  const pad = request.obfuscated ? createPadding(reply.idSeed) : undefined;
  const closed: { readonly part: WirePart; readonly status: ItemStatus }[] = [];
  let sequence = 0;
  let open: OpenPart | undefined;

  const encodeEvent = ({ type, before, after }: WireEvent): string => {
    const number = sequence;
    sequence += 1;
    return `${framing.before(type)}{"type":"${type}",${before},"sequence_number":${number}${after}${end}`;
  };
  const encodeResponse = (status: string, response: string): string =>
    encodeEvent({ type: `response.${status}`, before: `"response":${response}`, after: '' });

  const start = (): readonly string[] => {
    const running = JSON.stringify(describeAt(options, { status: 'in_progress' }, []));
    if (!request.background)
      return [encodeResponse('created', running), encodeResponse('in_progress', running)];
    const queued = JSON.stringify(describeAt(options, { status: 'queued' }, []));
    return [
      encodeResponse('created', queued),
      encodeResponse('queued', queued),
      encodeResponse('in_progress', running),
    ];
  };

  const frameOf = (part: WirePart): DeltaFrame | undefined => {
    const shape = deltaShapeOf(part);
    if (shape === undefined) return undefined;
    const isPadded = shape.isPadded && pad !== undefined;
    const members = shape.hasLogprobs ? { open: ',"logprobs":[', close: ']' } : { open: '', close: '' };
    return {
      beforeDelta: `${framing.before(shape.type)}{"type":"${shape.type}",${shape.before}"delta":`,
      afterDelta: `,${part.owner}${members.open}`,
      logprobs: shape.hasLogprobs ? sourceOf(part) : undefined,
      afterLogprobs: members.close + (isPadded ? ',"obfuscation":"' : ''),
      isPadded,
      afterPadding: `${isPadded ? '"' : ''},${part.position},"sequence_number":`,
      end: shape.after + end,
    };
  };

  const openPart = (index: number, content: TurnPart): readonly string[] => {
    const part = createWirePart(
      content,
      ids.parts[index] ?? { itemId: '', callId: '' },
      closed.length,
      partOptions,
    );
    open = { part, index, frame: frameOf(part), tokens: 0 };
    return openingEvents(part).map(encodeEvent);
  };

  const encodeDelta = (delta: string, tokens: number): readonly string[] => {
    const frame = open?.frame;
    if (open === undefined || frame === undefined) return nothing;
    const number = sequence;
    sequence += 1;
    const logprobs =
      frame.logprobs === undefined
        ? ''
        : JSON.stringify(
            open.part.content.pieces.slice(open.tokens, open.tokens + tokens).map(frame.logprobs),
          ).slice(1, -1);
    open.tokens += tokens;
    const padding = frame.isPadded && pad !== undefined ? pad(block - (delta.length % block)) : '';
    const start =
      frame.beforeDelta + JSON.stringify(delta) + frame.afterDelta + logprobs + frame.afterLogprobs;
    return [start + padding + frame.afterPadding + String(number) + frame.end];
  };

  function* encodeLongEvents(events: Iterable<LongEvent>): Generator<string, undefined, undefined> {
    for (const { type, before, after } of events) {
      const number = sequence;
      sequence += 1;
      yield framing.before(type);
      yield* jsonPieces({ type, ...before, sequence_number: number, ...after });
      yield framing.after;
    }
  }

  const startInPieces = (): Iterable<string> | undefined => {
    if (!isLarge(request.body['instructions']) && !isLarge(request.body['tools'])) return undefined;
    const states = request.background
      ? (['queued', 'queued', 'in_progress'] as const)
      : (['in_progress', 'in_progress'] as const);
    const types = request.background ? ['created', 'queued', 'in_progress'] : ['created', 'in_progress'];
    return encodeLongEvents(
      types.map((type, index) => ({
        type: `response.${type}`,
        before: { response: describeAt(options, { status: states[index] ?? 'in_progress' }, []) },
      })),
    );
  };

  const closeInPieces = (): Iterable<string> | undefined => {
    if (
      open === undefined ||
      !isLongReply({ turns: [{ ...turn, parts: [open.part.content] }] }, request.topLogprobs)
    )
      return undefined;
    const { part, index } = open;
    const status = finalStatus(turn, index);
    const events = longClosingEvents(part, status);
    if (events === undefined) return undefined;
    closed.push({ part, status });
    open = undefined;
    return encodeLongEvents(events);
  };

  const finishInPieces = (atMs: number | undefined): Iterable<string> | undefined => {
    const long = options.longResponse(atMs);
    if (long === undefined) return undefined;
    const compacted = encodeCompaction();
    options.ended(long.kept);
    const type = `response.${isCut(turn) ? 'incomplete' : 'completed'}`;
    return joined(compacted, encodeLongEvents([{ type, before: { response: long.response } }]));
  };

  const closePart = (): readonly string[] => {
    if (open === undefined) return nothing;
    const { part, index } = open;
    const status = finalStatus(turn, index);
    closed.push({ part, status });
    open = undefined;
    return closingEvents(part, status).map(encodeEvent);
  };

  /** A compaction has no text to stream: it is there at once. */
  const encodeCompaction = (): readonly string[] => {
    const compaction = isCut(turn) ? undefined : describeCompaction(request, reply, ids.responseId);
    if (compaction === undefined) return nothing;
    const before = `"item":${JSON.stringify(compaction)},"output_index":${closed.length}`;
    return [
      encodeEvent({ type: 'response.output_item.added', before, after: '' }),
      encodeEvent({ type: 'response.output_item.done', before, after: '' }),
    ];
  };

  const finish = (atMs: number | undefined): readonly string[] => {
    const compacted = encodeCompaction();
    const kept = isBare ? options.longResponse(atMs)?.kept : undefined;
    const response = kept ?? options.finalResponse(atMs);
    options.ended(response);
    return [...compacted, encodeResponse(isCut(turn) ? 'incomplete' : 'completed', response)];
  };

  const fail = (failure: ApiFailure): readonly string[] => {
    const begun = sequence === 0 ? start() : nothing;
    const { error } = options.formatFailure(failure);
    const output = closed.map(({ part, status }) => itemOf(part, status, part.content.pieces.length));
    if (open !== undefined) output.push(itemOf(open.part, 'incomplete', open.tokens));
    const state = {
      status: 'failed',
      error: { code: error.code ?? 'server_error', message: error.message },
    } as const;
    const response = JSON.stringify(describeAt(options, state, output));
    options.ended(response);
    return [
      ...begun,
      encodeEvent({ type: 'error', before: `"error":${JSON.stringify(error)}`, after: '' }),
      encodeResponse('failed', response),
    ];
  };

  return {
    encode(event, atMs) {
      switch (event.type) {
        case 'part-delta':
          return encodeDelta(event.delta, event.tokens);
        case 'turn-start':
          return start();
        case 'part-start':
          return request.compaction.isAll ? nothing : openPart(event.part, event.content);
        case 'part-end':
          return closePart();
        case 'choice-end':
        case 'heartbeat':
        case 'wait':
          return nothing;
        case 'turn-end':
          return finish(atMs);
        case 'failure':
          return fail(event.failure);
      }
    },
    encodeInPieces(event, atMs) {
      if (options.streamId !== undefined) return undefined;
      switch (event.type) {
        case 'turn-start':
          return startInPieces();
        case 'part-end':
          return closeInPieces();
        case 'turn-end':
          return finishInPieces(atMs);
        default:
          return undefined;
      }
    },
    close: () =>
      framing.terminated && dialect.endsWithDone
        ? [`${framing.before(undefined)}[DONE]${framing.after}`]
        : nothing,
  };
}

function* joined(first: Iterable<string>, then: Iterable<string>): Generator<string, undefined, undefined> {
  yield* first;
  yield* then;
}
