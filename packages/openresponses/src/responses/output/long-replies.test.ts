import type { PlannedReply, StreamFraming } from '@llmsim/core';
import { framesOf, optionsOf, parseResponse } from '../../../fixtures/exchanges.js';
import {
  callPart,
  customCallPart,
  reasoningPart,
  replyOf,
  textPart,
  turnOf,
} from '../../../fixtures/planned-reply.js';
import { openResponsesDialect } from '../../open-responses-dialect.js';
import { createResponsesEndpoints } from '../responses-endpoints.js';

const sse: StreamFraming = {
  before: (name) => `event: ${name ?? ''}\ndata: `,
  after: '\n\n',
  terminated: true,
};
const words = Array.from({ length: 12_000 }, (_, index) => (index % 7 === 0 ? ' "é🌤"' : ' word'));
const logprobs = { include: ['message.output_text.logprobs'], top_logprobs: 2 };
const cases: [string, object, PlannedReply][] = [
  ['a text', {}, replyOf(turnOf('stop', textPart(...words)))],
  ['a text that is cut', {}, replyOf(turnOf('length', textPart(...words)))],
  ['log probabilities', logprobs, replyOf(turnOf('stop', textPart(...words.slice(0, 2000))))],
  ['reasoning and a text', { model: 'gpt-5' }, replyOf(turnOf('stop', reasoningPart(9), textPart(...words)))],
  ['a call', {}, replyOf(turnOf('tool-calls', textPart('a'), callPart('f', ...words)))],
  ['a call of a custom tool', {}, replyOf(turnOf('tool-calls', customCallPart('f', ...words)))],
  ['long instructions', { instructions: 'é '.repeat(50_000) }, replyOf(turnOf('stop', textPart('a')))],
];

const parse = (body: object) =>
  parseResponse(createResponsesEndpoints(openResponsesDialect, optionsOf()), body);

/** The frames as a server sends them that may send a frame in pieces, and how long the longest piece is. */
async function sent(body: object, reply: PlannedReply) {
  const encoder = (await parse({ ...body, stream: true })).createEncoder(reply, sse);
  let text = '';
  let longest = 0;
  let inPieces = 0;
  for (const { event } of reply.timeline) {
    const pieces = event.type === 'part-delta' ? undefined : encoder.encodeInPieces?.(event);
    if (pieces !== undefined) inPieces += 1;
    for (const piece of pieces ?? encoder.encode(event)) {
      text += piece;
      longest = Math.max(longest, piece.length);
    }
  }
  return { text: text + encoder.close().join(''), longest, inPieces };
}

describe.each(cases)('a long response of %s', (_what, body, reply) => {
  it('is the same stream in pieces, none of which takes long', async () => {
    const { text, longest, inPieces } = await sent(body, reply);
    const whole = framesOf(await parse({ ...body, stream: true }), reply, sse).join('');
    expect(text === whole).toBe(true);
    expect(inPieces).toBeGreaterThan(1);
    expect(longest).toBeLessThan(70_000);
  });

  it('is the same whole in pieces', async () => {
    const exchange = await parse(body);
    const { pieces = [], ...rest } = exchange.encodeLongReply?.(reply, 1000) ?? {};
    const { body: whole, ...head } = (await parse(body)).encodeReply(reply, 1000);
    expect(rest).toEqual(head);
    const list = [...pieces];
    expect(list.join('') === whole).toBe(true);
    expect(Math.max(...list.map(({ length }) => length))).toBeLessThan(70_000);
  });
});

it('a short response comes at once', async () => {
  const reply = replyOf(turnOf('stop', textPart('a', 'b')));
  expect((await parse({})).encodeLongReply?.(reply)).toBeUndefined();
  expect((await sent(logprobs, reply)).inPieces).toBe(0);
});

it('what is kept of a long response has log probabilities in its deltas alone', async () => {
  const framing: StreamFraming = { before: () => '', after: '', terminated: false, isKept: true };
  const logprobsIn = async (tokens: number) => {
    const reply = replyOf(turnOf('stop', textPart(...words.slice(0, tokens))));
    const frames = framesOf(await parse({ ...logprobs, stream: true }), reply, framing);
    const ends = frames.filter((frame) => !frame.includes('.delta"'));
    return [frames.length - ends.length, ends.filter((frame) => frame.includes('"top_logprobs":[')).length];
  };
  expect(await logprobsIn(10)).toEqual([10, 4]);
  expect(await logprobsIn(2000)).toEqual([2000, 0]);
});
