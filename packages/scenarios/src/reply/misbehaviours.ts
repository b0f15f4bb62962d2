import { breakArguments } from '@llmsim/core';
import type { Reader } from '../file/reader.js';
import type { Source } from '../file/source.js';
import type { Capturing } from '../text/template.js';
import type { ReplyPart } from './reply.js';
import { readScriptedText } from './text-parts.js';

/** How a model may make a tool call that no client wants. */
export const callMisbehaviours = [
  'arguments-not-json',
  'arguments-violate-schema',
  'unknown-tool',
  'duplicate-call-id',
  'cut-call',
] as const;

export type CallMisbehaviour = (typeof callMisbehaviours)[number];

/** How a whole turn may be what no client wants. */
export const turnMisbehaviours = ['empty', 'reasoning-only', 'content-filter'] as const;

export function isCallMisbehaviour(value: unknown): value is CallMisbehaviour {
  return (callMisbehaviours as readonly unknown[]).includes(value);
}

/** What becomes of a call's arguments. @param schema - of the tool's parameters; `undefined`: it has none */
export function misshapeArguments(text: string, how: CallMisbehaviour, schema: unknown): string {
  switch (how) {
    case 'arguments-not-json':
      return breakArguments(text, 'not-json', schema);
    case 'cut-call':
      return breakArguments(text, 'cut', schema);
    case 'arguments-violate-schema':
      return breakArguments(text, 'violate-schema', schema);
    case 'unknown-tool':
    case 'duplicate-call-id':
      return text;
  }
}

/** `{ misbehave: empty }` and the like: a turn that lacks what was asked for. */
export function readTurnMisbehaviour(
  source: Source,
  reader: Reader,
  capturing: Capturing,
): ReplyPart | undefined {
  reader.mapping(source, ['misbehave', 'text', 'reasoning'], 'a misbehaviour');
  const place = source.at('misbehave');
  if (isCallMisbehaviour(place.value)) {
    return reader.error(place, `"${place.value}" is about a tool call: add "tool" beside it.`);
  }
  const how = reader.choice(place, turnMisbehaviours);
  const text = readScriptedText(source, 'text', reader, capturing);
  const reasoning = readScriptedText(source, 'reasoning', reader, capturing);
  switch (how) {
    case undefined:
      return undefined;
    case 'empty':
      return { calls: [], text: '', make: () => ({ parts: [] }) };
    case 'reasoning-only':
      return {
        calls: [],
        text: '',
        make(context) {
          const given = reasoning?.make(context).pieces ?? [];
          const pieces =
            given.length > 0 ? given : context.responder.counter.split('Let me think about this.');
          const shown = context.request.reasoningVisible === true ? pieces : [];
          return { parts: [{ type: 'reasoning', tokenCount: pieces.length, pieces: shown }] };
        },
      };
    case 'content-filter':
      return {
        calls: [],
        text: text === undefined ? '' : text.literal,
        make: (context) => ({
          parts: text === undefined ? [] : [{ type: 'text', ...text.make(context) }],
          finishReason: 'content-filter',
        }),
      };
  }
}
