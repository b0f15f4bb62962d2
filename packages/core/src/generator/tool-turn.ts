import type { Random } from '../random/random.js';
import {
  generateText,
  generateValueInSteps,
  GrammarError,
  SchemaError,
  type Grammar,
  type JsonSchema,
} from '@llmsim/schema';
import type { Steps } from '../steps/steps.js';
import type { SimMessage, SimRequest, ToolDeclaration } from '../turn/sim-request.js';
import { lastUserText } from '../turn/text-of-message.js';
import { chooseTool, chooseTools } from './choose-tools.js';

/** Whether tools are called that the client leaves to the model: those that fit, or none. */
export type ToolCallPolicy = 'auto' | 'never';

/** A tool call that the simulated model makes. */
export interface ChosenToolCall {
  readonly tool: 'function' | 'custom' | 'hosted';
  readonly name: string;
  /** JSON for a function, free text for a custom tool. */
  readonly argumentsText: string;
}

/** How much of a text a custom tool gets as its input, in UTF-16 units. */
const longestInput = 500;

/**
 * The calls of this turn; none when the model answers in text.
 *
 * Which, `chooseTools` says. A tool that has answered since the last user message is not called again unless a call is
 * required, so that an agent's loop calls once every tool that the message asks for, and ends.
 * @param onIgnored - called with what the parameters of a tool ask for and its arguments do not follow
 * @throws LlmsimError LLMSIM_SCHEMA if no arguments fit the parameters of a tool
 */
export function* chooseToolCalls(
  request: SimRequest,
  random: Random,
  policy: ToolCallPolicy,
  onIgnored?: (what: string) => void,
): Steps<readonly ChosenToolCall[]> {
  const { toolChoice, tools } = request;
  const { mode, names } = toolChoice;
  if (mode === 'none' || (mode === 'auto' && policy === 'never')) return [];

  const allowed = names === undefined ? tools : tools.filter((tool) => names.includes(tool.name));
  const text = lastUserText(request.messages);
  const compose = (called: readonly ToolDeclaration[]) => composeCalls(called, text, random, onIgnored);
  if (mode === 'named') return yield* compose(allowed.slice(0, 1));

  const answered = namesAnswered(request.messages);
  const isWaiting = (tool: ToolDeclaration) => !answered.has(tool.name);
  let chosen = chooseTools(allowed, text).filter(isWaiting);
  if (chosen.length === 0 && mode === 'required') {
    const waiting = allowed.filter(isWaiting);
    // Where all have answered, one is called again.
    const any = chooseTool(waiting.length > 0 ? waiting : allowed, text, 0);
    chosen = any === undefined ? [] : [any];
  }
  return yield* compose(chosen.slice(0, request.parallelToolCalls ? undefined : 1));
}

/** The tools whose results stand after the last user message. */
function namesAnswered(messages: readonly SimMessage[]): ReadonlySet<string> {
  const since = messages.slice(messages.findLastIndex((message) => message.role === 'user') + 1);
  const nameOfCall = new Map(
    since.flatMap((message) => (message.toolCalls ?? []).map((call) => [call.callId, call.name] as const)),
  );
  const names = new Set<string>();
  for (const { role, toolCallId } of since) {
    const name = role === 'tool' && toolCallId !== undefined ? nameOfCall.get(toolCallId) : undefined;
    if (name !== undefined) names.add(name);
  }
  return names;
}

function* composeCalls(
  tools: readonly ToolDeclaration[],
  text: string,
  random: Random,
  onIgnored: ((what: string) => void) | undefined,
): Steps<readonly ChosenToolCall[]> {
  const calls: ChosenToolCall[] = [];
  for (const tool of tools) calls.push(yield* composeCall(tool, text, random, onIgnored));
  return calls;
}

function* composeCall(
  tool: ToolDeclaration,
  text: string,
  random: Random,
  onIgnored: ((what: string) => void) | undefined,
): Steps<ChosenToolCall> {
  if (tool.type === 'custom') {
    const argumentsText =
      tool.grammar === undefined ? composeInput(text) : composeByGrammar(tool.grammar, random);
    return { tool: 'custom', name: tool.name, argumentsText };
  }
  const schema = tool.parameters === undefined ? undefined : asObjectSchema(tool.parameters);
  const value =
    schema === undefined
      ? {}
      : yield* generateValueInSteps(schema, random, { text, optional: 'mentioned', onIgnored });
  return {
    tool: tool.hosted === true ? 'hosted' : 'function',
    name: tool.name,
    argumentsText: JSON.stringify(value),
  };
}

/** Arguments are an object, also where the parameters do not say so. */
function asObjectSchema(parameters: JsonSchema): JsonSchema {
  if (typeof parameters === 'boolean') return { type: 'object', properties: {} };
  return 'type' in parameters ? parameters : { ...parameters, type: 'object' };
}

/** @throws LlmsimError LLMSIM_SCHEMA if the grammar is wrong or has no text */
function composeByGrammar(grammar: Grammar, random: Random): string {
  try {
    return generateText(grammar, random);
  } catch (error) {
    if (error instanceof GrammarError)
      throw new SchemaError(`No input follows the grammar: ${error.message}.`);
    throw error;
  }
}

/** The input of a custom tool: code that the user wrote in a fence, else the message itself. */
function composeInput(text: string): string {
  const fenced = /```[^\n`]*\n([^`]+)```/.exec(text.slice(0, 10_000))?.[1];
  const input = (fenced ?? text).trim().slice(0, longestInput);
  return input === '' ? 'hello' : input;
}
