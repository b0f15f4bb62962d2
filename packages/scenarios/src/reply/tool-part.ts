import { drawBase62, type ToolDeclaration, type TurnPart } from '@llmsim/core';
import { isMapping, type Reader } from '../file/reader.js';
import type { Source } from '../file/source.js';
import type { Capturing } from '../text/template.js';
import { fillFromSchema } from './fill-from-schema.js';
import {
  misshapeArguments,
  callMisbehaviours,
  isCallMisbehaviour,
  type CallMisbehaviour,
} from './misbehaviours.js';
import type { MadeParts, ReplyContext, ReplyPart, ScriptedCall } from './reply.js';
import { readScriptedText, type ScriptedText } from './text-parts.js';
import { mappingOf, readEntries, type ValueTemplate } from './value-template.js';

const keys = ['tool', 'arguments', 'id', 'chunks', 'misbehave'];

/** A name that no client gives a tool. */
const unknownTool = 'tool_that_nobody_offered';

/** The arguments as the file gives them: a mapping that a schema may complete, or the text that is sent. */
type ScriptedArguments =
  | { readonly type: 'value'; readonly value: ValueTemplate }
  | { readonly type: 'text'; readonly text: ScriptedText };

interface Script {
  readonly name: string;
  readonly given: ScriptedArguments;
  readonly id: string | undefined;
  readonly misbehave: CallMisbehaviour | undefined;
}

/** `{ tool: NAME, arguments: … }`: a tool call. */
export function readToolPart(source: Source, reader: Reader, capturing: Capturing): ReplyPart | undefined {
  reader.mapping(source, keys, 'a tool call');
  const misbehaviour = source.at('misbehave');
  const misbehave = isCallMisbehaviour(misbehaviour.value)
    ? misbehaviour.value
    : reader.choice(misbehaviour, callMisbehaviours);
  const name = reader.text(source.at('tool')) ?? (misbehave === 'unknown-tool' ? unknownTool : undefined);
  const given = readArguments(source, reader, capturing);
  if (name === undefined || given === undefined) return undefined;
  if (name === '') return reader.wrong(source.at('tool'), 'the name of a tool');
  const script: Script = { name, given, id: reader.text(source.at('id')), misbehave };
  const call: ScriptedCall = {
    tool: name,
    known: misbehave === undefined ? knownOf(source.at('arguments').value, given) : undefined,
    mustBeOffered: misbehave !== 'unknown-tool',
  };
  const calls = misbehave === 'duplicate-call-id' ? [call, call] : [call];
  return { calls, text: '', make: (context) => makeCall(script, context) };
}

function readArguments(source: Source, reader: Reader, capturing: Capturing): ScriptedArguments | undefined {
  const place = source.at('arguments');
  const { value } = place;
  if (typeof value === 'string' || source.at('chunks').value !== undefined) {
    const text = readScriptedText(source, 'arguments', reader, capturing);
    return text === undefined ? undefined : { type: 'text', text };
  }
  if (value !== undefined && !isMapping(value))
    return reader.wrong(place, 'a mapping, or the text of the arguments');
  return { type: 'value', value: mappingOf(readEntries(place, value ?? {}, reader, capturing)) };
}

/** The arguments that are the same for every request, to recognise the call by. */
function knownOf(value: unknown, given: ScriptedArguments): ScriptedCall['known'] {
  if (given.type === 'text' || !isMapping(value)) return undefined;
  const isFixed = (text: unknown) => typeof text !== 'string' || !text.includes('$');
  return Object.fromEntries(
    Object.entries(value).filter(([, one]) => (typeof one === 'object' ? false : isFixed(one))),
  );
}

function makeCall(script: Script, context: ReplyContext): MadeParts {
  const { request, responder } = context;
  const declaration = request.tools.find(({ name }) => name === script.name);
  const said = makeArguments(script, declaration, context);
  const isTwice = script.misbehave === 'duplicate-call-id';
  // The same id for both, whatever the API calls its ids.
  const id = script.id ?? (isTwice ? `call_${drawBase62(responder.random, 24)}` : undefined);
  const part: TurnPart = {
    type: 'tool-call',
    tool: declaration?.type ?? 'function',
    name: script.name,
    ...said,
    ...(id !== undefined && { callId: id }),
  };
  return {
    parts: isTwice ? [part, part] : [part],
    ...(script.misbehave === 'cut-call' && { finishReason: 'length' }),
  };
}

function makeArguments(
  { given, misbehave }: Script,
  declaration: ToolDeclaration | undefined,
  context: ReplyContext,
): Pick<TurnPart, 'pieces' | 'chunkSizes'> {
  const { facts, captures, responder } = context;
  const { counter, random } = responder;
  if (given.type === 'text') {
    const made = given.text.make(context);
    if (misbehave === undefined) return made;
    return { pieces: counter.split(misshapeArguments(made.pieces.join(''), misbehave, undefined)) };
  }
  const schema = declaration?.type === 'function' ? declaration.parameters : undefined;
  const value = fillFromSchema(given.value.fill(facts, captures), schema, random, facts.user ?? '');
  const text = JSON.stringify(value);
  return {
    pieces: counter.split(misbehave === undefined ? text : misshapeArguments(text, misbehave, schema)),
  };
}
