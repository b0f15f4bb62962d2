import type { FinishReason } from '@llmsim/core';
import { isMapping, type Reader } from '../file/reader.js';
import type { Source } from '../file/source.js';
import type { Capturing } from '../text/template.js';
import { readGeneratedPart } from './generated-part.js';
import { readJsonPart } from './json-part.js';
import { readTurnMisbehaviour } from './misbehaviours.js';
import { replyOf, type Reply, type ReplyPart } from './reply.js';
import { readReasoningPart, readRefusalPart, readTextPart } from './text-parts.js';
import { readToolPart } from './tool-part.js';

export type ReadPart = (source: Source, reader: Reader, capturing: Capturing) => ReplyPart | undefined;

/** Every kind of part, by the key that makes it one, in the order in which they are looked for. */
const readers: Readonly<Record<string, ReadPart>> = {
  tool: readToolPart,
  reasoning: readReasoningPart,
  json: readJsonPart,
  refusal: readRefusalPart,
  generate: readGeneratedPart,
  misbehave: readTurnMisbehaviour,
  text: readTextPart,
  chunks: readTextPart,
};

const accepted = `a text, a mapping with one of ${Object.keys(readers).join(', ')}, or a list of these`;

/** Reads what a turn says. @returns `undefined` if it is not there, or wrong */
export function readReply(
  source: Source,
  reader: Reader,
  capturing: Capturing,
  finish: FinishReason | undefined,
): Reply | undefined {
  const { value } = source;
  if (value === undefined) return undefined;
  const items = Array.isArray(value) ? value.map((_item, index) => source.at(index)) : [source];
  const parts = items.map((item) => readPart(item, reader, capturing));
  return parts.includes(undefined) ? undefined : replyOf(parts as readonly ReplyPart[], finish);
}

function readPart(source: Source, reader: Reader, capturing: Capturing): ReplyPart | undefined {
  const { value } = source;
  if (typeof value === 'string') return readTextPart(source, reader, capturing);
  // What is never offered needs no name.
  if (isMapping(value) && value['misbehave'] === 'unknown-tool')
    return readToolPart(source, reader, capturing);
  const [, read] =
    Object.entries(readers).find(([key]) => isMapping(value) && Object.hasOwn(value, key)) ?? [];
  return read === undefined ? reader.wrong(source, accepted) : read(source, reader, capturing);
}
