import type { TokenCounter, TurnPart } from '@llmsim/core';
import type { Reader } from '../file/reader.js';
import type { Source } from '../file/source.js';
import { readTemplate, type Capturing, type Template } from '../text/template.js';
import type { ReplyContext, ReplyPart } from './reply.js';

/** A text, whole or in chunks as the file gives them. */
export interface ScriptedText {
  readonly literal: string | undefined;
  /** The pieces of it, and how many of them each chunk has; `undefined`: as many as usual. */
  make(context: ReplyContext): Pick<TurnPart, 'pieces' | 'chunkSizes'>;
}

/** Reads a text under `key`, or `chunks` instead of it. */
export function readScriptedText(
  source: Source,
  key: string,
  reader: Reader,
  capturing: Capturing,
): ScriptedText | undefined {
  const chunks = source.at('chunks');
  if (chunks.value !== undefined) {
    if (source.at(key).value !== undefined && key !== 'reasoning') {
      return reader.error(chunks, `cannot stand beside "${key}": the chunks are the text.`);
    }
    const templates = reader.items(chunks).flatMap((item) => readOne(item, reader, capturing) ?? []);
    return inChunks(templates);
  }
  const template = readOne(source.at(key), reader, capturing);
  return template === undefined ? undefined : whole(template);
}

function readOne(source: Source, reader: Reader, capturing: Capturing): Template | undefined {
  const text = reader.text(source);
  return text === undefined ? undefined : readTemplate(text, source, reader, capturing);
}

function whole(template: Template): ScriptedText {
  return {
    literal: template.literal,
    make: ({ facts, captures, responder: { counter } }) => ({
      pieces: counter.split(template.fill(facts, captures)),
    }),
  };
}

function inChunks(templates: readonly Template[]): ScriptedText {
  const literals = templates.map(({ literal }) => literal);
  return {
    literal: literals.includes(undefined) ? undefined : literals.join(''),
    make: ({ facts, captures, responder: { counter } }) =>
      splitChunks(
        templates.map((template) => template.fill(facts, captures)),
        counter,
      ),
  };
}

/** The tokens of texts of which each is to be a chunk of its own. */
export function splitChunks(
  texts: readonly string[],
  counter: TokenCounter,
): Pick<TurnPart, 'pieces' | 'chunkSizes'> {
  const chunks = texts.map((text) => counter.split(text)).filter(({ length }) => length > 0);
  return { pieces: chunks.flat(), chunkSizes: chunks.map(({ length }) => length) };
}

/** `a text`, `{ text: … }` or `{ chunks: […] }`. */
export function readTextPart(source: Source, reader: Reader, capturing: Capturing): ReplyPart | undefined {
  if (typeof source.value === 'string') {
    const template = readTemplate(source.value, source, reader, capturing);
    return textPart(whole(template));
  }
  reader.mapping(source, ['text', 'chunks'], 'a text');
  const text = readScriptedText(source, 'text', reader, capturing);
  return text === undefined ? undefined : textPart(text);
}

function textPart(text: ScriptedText): ReplyPart {
  return {
    calls: [],
    text: text.literal,
    make: (context) => ({ parts: [{ type: 'text', ...text.make(context) }] }),
  };
}

/** `{ refusal: … }`. */
export function readRefusalPart(source: Source, reader: Reader, capturing: Capturing): ReplyPart | undefined {
  reader.mapping(source, ['refusal'], 'a refusal');
  const text = readScriptedText(source, 'refusal', reader, capturing);
  if (text === undefined) return undefined;
  // Not every API gives a refusal back as a text.
  return {
    calls: [],
    text: undefined,
    make: (context) => ({ parts: [{ type: 'refusal', ...text.make(context) }] }),
  };
}

/** `{ reasoning: …, tokens: … }`: what may be shown of it, and how much there is of it. */
export function readReasoningPart(
  source: Source,
  reader: Reader,
  capturing: Capturing,
): ReplyPart | undefined {
  reader.mapping(source, ['reasoning', 'tokens'], 'reasoning');
  const text = readScriptedText(source, 'reasoning', reader, capturing);
  const tokens = reader.count(source.at('tokens'), 1);
  if (text === undefined) return undefined;
  return {
    calls: [],
    text: '',
    make(context) {
      const { pieces } = text.make(context);
      const tokenCount = Math.max(tokens ?? 0, pieces.length);
      const shown = context.request.reasoningVisible === true ? pieces : [];
      return { parts: tokenCount === 0 ? [] : [{ type: 'reasoning', tokenCount, pieces: shown }] };
    },
  };
}
