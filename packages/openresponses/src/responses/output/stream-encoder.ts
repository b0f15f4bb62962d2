import { deriveSeed } from '@llmsim/core';
import type { ApiFailure, StreamEncoder, StreamFraming, TurnPart } from '@llmsim/core';
import { createPaddingPool } from '@llmsim/wire';
import type { WordedFailure } from '../responses-dialect.js';
import { describeCompaction } from './describe-compaction.js';
import { describeAt, finalStatus, isCut, turnOf } from './describe-reply.js';
import type { ReplySetting } from './describe-reply.js';
import type { ItemStatus } from './output-item.js';
import { closingEvents, deltaShapeOf, itemOf, logprobsOf, openingEvents, tellPart } from './part-events.js';
import type { ToldPart, WireEvent } from './part-events.js';

/** What the encoder of one stream needs. */
export interface StreamSetting extends ReplySetting {
  readonly framing: StreamFraming;
  /** The lane of a socket, told with each event; `undefined`: there is none. */
  readonly streamId: string | undefined;
  /** The final response, as JSON. */
  readonly finalResponse: (endedAtMs: number | undefined) => string;
  /** Hears the JSON of the response that the stream ends with, whatever its status. */
  ended(response: string): void;
  wordFailure(failure: ApiFailure): WordedFailure;
}

/** The part that is being told. */
interface OpenPart {
  readonly part: ToldPart;
  readonly index: number;
  readonly frame: DeltaFrame | undefined;
  /** How many tokens were told. */
  tokens: number;
}

/** An event around its delta, in the pieces that are the same for every token. */
interface DeltaFrame {
  readonly beforeDelta: string;
  readonly afterDelta: string;
  /** One entry for each token; empty if they were not asked for. */
  readonly logprobs: readonly unknown[];
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
export function createStreamEncoder(setting: StreamSetting): StreamEncoder {
  const { request, dialect, reply, ids, framing } = setting;
  const turn = turnOf(reply);
  const partSetting = { request, dialect, idSeed: reply.idSeed };
  const lane = setting.streamId === undefined ? '' : `,"stream_id":${JSON.stringify(setting.streamId)}`;
  const end = `${lane}}${framing.after}`;
  const pad = request.obfuscated ? createPadding(reply.idSeed) : undefined;
  const closed: { readonly part: ToldPart; readonly status: ItemStatus }[] = [];
  let sequence = 0;
  let open: OpenPart | undefined;

  const tell = ({ type, before, after }: WireEvent): string => {
    const number = sequence;
    sequence += 1;
    return `${framing.before(type)}{"type":"${type}",${before},"sequence_number":${number}${after}${end}`;
  };
  const tellResponse = (status: string, response: string): string =>
    tell({ type: `response.${status}`, before: `"response":${response}`, after: '' });

  const start = (): readonly string[] => {
    const running = JSON.stringify(describeAt(setting, { status: 'in_progress' }, []));
    if (!request.background) return [tellResponse('created', running), tellResponse('in_progress', running)];
    const queued = JSON.stringify(describeAt(setting, { status: 'queued' }, []));
    return [
      tellResponse('created', queued),
      tellResponse('queued', queued),
      tellResponse('in_progress', running),
    ];
  };

  const frameOf = (part: ToldPart): DeltaFrame | undefined => {
    const shape = deltaShapeOf(part);
    if (shape === undefined) return undefined;
    const isPadded = shape.isPadded && pad !== undefined;
    const members = shape.hasLogprobs ? { open: ',"logprobs":[', close: ']' } : { open: '', close: '' };
    return {
      beforeDelta: `${framing.before(shape.type)}{"type":"${shape.type}",${shape.before}"delta":`,
      afterDelta: `,${part.owner}${members.open}`,
      logprobs: logprobsOf(part),
      afterLogprobs: members.close + (isPadded ? ',"obfuscation":"' : ''),
      isPadded,
      afterPadding: `${isPadded ? '"' : ''},${part.position},"sequence_number":`,
      end: shape.after + end,
    };
  };

  const openPart = (index: number, content: TurnPart): readonly string[] => {
    const part = tellPart(
      content,
      ids.parts[index] ?? { itemId: '', callId: '' },
      closed.length,
      partSetting,
    );
    open = { part, index, frame: frameOf(part), tokens: 0 };
    return openingEvents(part).map(tell);
  };

  const encodeDelta = (delta: string, tokens: number): readonly string[] => {
    const frame = open?.frame;
    if (open === undefined || frame === undefined) return nothing;
    const number = sequence;
    sequence += 1;
    const logprobs =
      frame.logprobs.length === 0
        ? ''
        : JSON.stringify(frame.logprobs.slice(open.tokens, open.tokens + tokens)).slice(1, -1);
    open.tokens += tokens;
    const padding = frame.isPadded && pad !== undefined ? pad(block - (delta.length % block)) : '';
    const start =
      frame.beforeDelta + JSON.stringify(delta) + frame.afterDelta + logprobs + frame.afterLogprobs;
    return [start + padding + frame.afterPadding + String(number) + frame.end];
  };

  const closePart = (): readonly string[] => {
    if (open === undefined) return nothing;
    const { part, index } = open;
    const status = finalStatus(turn, index);
    closed.push({ part, status });
    open = undefined;
    return closingEvents(part, status).map(tell);
  };

  /** A compaction has no text to tell: it is there at once. */
  const tellCompaction = (): readonly string[] => {
    const compaction = isCut(turn) ? undefined : describeCompaction(request, reply, ids.responseId);
    if (compaction === undefined) return nothing;
    const before = `"item":${JSON.stringify(compaction)},"output_index":${closed.length}`;
    return [
      tell({ type: 'response.output_item.added', before, after: '' }),
      tell({ type: 'response.output_item.done', before, after: '' }),
    ];
  };

  const finish = (atMs: number | undefined): readonly string[] => {
    const compacted = tellCompaction();
    const response = setting.finalResponse(atMs);
    setting.ended(response);
    return [...compacted, tellResponse(isCut(turn) ? 'incomplete' : 'completed', response)];
  };

  const fail = (failure: ApiFailure): readonly string[] => {
    const begun = sequence === 0 ? start() : nothing;
    const { error } = setting.wordFailure(failure);
    const output = closed.map(({ part, status }) => itemOf(part, status, part.content.pieces.length));
    if (open !== undefined) output.push(itemOf(open.part, 'incomplete', open.tokens));
    const state = {
      status: 'failed',
      error: { code: error.code ?? 'server_error', message: error.message },
    } as const;
    const response = JSON.stringify(describeAt(setting, state, output));
    setting.ended(response);
    return [
      ...begun,
      tell({ type: 'error', before: `"error":${JSON.stringify(error)}`, after: '' }),
      tellResponse('failed', response),
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
        case 'wait':
          return nothing;
        case 'turn-end':
          return finish(atMs);
        case 'failure':
          return fail(event.failure);
      }
    },
    close: () =>
      framing.terminated && dialect.endsWithDone
        ? [`${framing.before(undefined)}[DONE]${framing.after}`]
        : nothing,
  };
}
