import type { ModelInfo, SimContent, SimMessage, SimRole, SimToolCall } from '@llmsim/core';
import {
  asFields,
  checkImageRole,
  isFields,
  limitConversation,
  limitItems,
  pathOf,
  readFields,
  readList,
  readRequiredText,
  readText,
  refuse,
  refuseMissing,
  refuseType,
  refuseValue,
  requireItems,
} from '@llmsim/wire';
import type { Fields, Place } from '@llmsim/wire';
import { readContent } from './read-content.js';

const roles: Readonly<Record<string, SimRole>> = Object.assign(
  Object.create(null) as object,
  {
    system: 'system',
    assistant: 'assistant',
    user: 'user',
    function: 'tool',
    tool: 'tool',
    developer: 'developer',
  } as const,
);

const participantPattern = /^[^\s<|\\/>]+$/;

/** The most messages of a request. */
const maxMessages = 2048;

/** What an assistant message may have instead of content. */
const substitutes = ['tool_calls', 'function_call', 'refusal', 'audio'];

/**
 * Reads the conversation. Faults are found in the service's order: types first, message by message, then what is
 * missing, then what does not fit together.
 * @throws RequestError
 */
export function readMessages(body: Fields, model: ModelInfo): readonly SimMessage[] {
  const list = readList(body, 'messages', undefined);
  if (list === undefined) refuseMissing('messages');
  requireItems(list, 'messages');
  limitItems(list, 'messages', maxMessages);
  limitConversation(list, 'messages');
  const place: Place = { parent: undefined, key: 'messages' };
  const messages = list.map((item, index) => readMessage(item, { parent: place, key: index }));
  // The first reasoning models took no instructions.
  const refusesInstructions = /^o1-(mini|preview)/.test(model.id);
  let calls: Set<string> | undefined;
  for (let index = 0; index < messages.length; index += 1) {
    const message = messages[index] as SimMessage;
    const source = list[index] as Fields;
    if (refusesInstructions && (message.role === 'system' || message.role === 'developer')) {
      refuse(
        `Unsupported value: 'messages[${index}].role' does not support '${message.role}' with this model.`,
        `messages[${index}].role`,
        'unsupported_value',
      );
    }
    requireContent(source, index);
    if (source['role'] === 'tool') {
      answerCall(message.toolCallId ?? '', index, calls);
      continue;
    }
    if (calls !== undefined) requireAnswers(calls);
    calls =
      source['role'] === 'assistant' && source['tool_calls'] !== undefined ? callsOf(message) : undefined;
  }
  if (calls !== undefined) requireAnswers(calls);
  return messages;
}

/** Whether any text of the conversation has the word, in any case. */
export function mentions(messages: readonly SimMessage[], word: string): boolean {
  return messages.some((message) =>
    message.content.some((part) => part.type === 'text' && part.text.toLowerCase().includes(word)),
  );
}

function readMessage(value: unknown, place: Place): SimMessage {
  const message = asFields(value, place);
  const roleName = readRequiredText(message, 'role', place);
  const role = roles[roleName] ?? refuseValue(roleName, pathOf(place, 'role'), Object.keys(roles));
  const content: readonly SimContent[] = readContent(message, place) ?? [];
  checkImageRole(content, roleName, pathOf(place));
  switch (roleName) {
    case 'assistant':
      return readAssistantMessage(message, content, place);
    case 'tool':
      return { role, content, toolCallId: readRequiredText(message, 'tool_call_id', place) };
    case 'function': {
      const name = readRequiredText(message, 'name', place);
      return { role, content, name, toolCallId: name };
    }
    default: {
      const name = readParticipant(message, place);
      return name === undefined ? { role, content } : { role, content, name };
    }
  }
}

function readParticipant(message: Fields, place: Place): string | undefined {
  const name = readText(message, 'name', place, 64);
  if (name !== undefined && !participantPattern.test(name)) {
    const path = pathOf(place, 'name');
    refuse(
      `Invalid '${path}': string does not match pattern. Expected a string that matches the pattern '^[^\\s<|\\\\/>]+$'.`,
      path,
      'invalid_value',
    );
  }
  return name;
}

function readAssistantMessage(message: Fields, content: readonly SimContent[], place: Place): SimMessage {
  const name = readParticipant(message, place);
  const refusal = readText(message, 'refusal', place);
  const toolCalls = readToolCalls(message, place);
  readFields(message, 'audio', place);
  return {
    role: 'assistant',
    content: refusal === undefined ? content : [...content, { type: 'text', text: refusal }],
    ...(name === undefined ? undefined : { name }),
    ...(toolCalls === undefined ? undefined : { toolCalls }),
  };
}

function readToolCalls(message: Fields, place: Place): readonly SimToolCall[] | undefined {
  const legacy = readFields(message, 'function_call', place);
  if (legacy !== undefined) {
    const inner: Place = { parent: place, key: 'function_call' };
    const name = readRequiredText(legacy, 'name', inner);
    return [{ callId: name, name, argumentsText: readRequiredText(legacy, 'arguments', inner) }];
  }
  if (message['tool_calls'] === null) return undefined;
  const list = readList(message, 'tool_calls', place);
  if (list === undefined) return undefined;
  requireItems(list, pathOf(place, 'tool_calls'));
  const listPlace: Place = { parent: place, key: 'tool_calls' };
  return list.map((item, index) => readToolCall(item, { parent: listPlace, key: index }));
}

function readToolCall(value: unknown, place: Place): SimToolCall {
  const call = asFields(value, place);
  const callId = readRequiredText(call, 'id', place);
  const type = readRequiredText(call, 'type', place);
  if (type !== 'function' && type !== 'custom') {
    refuseValue(type, pathOf(place, 'type'), ['function', 'custom']);
  }
  const target = call[type];
  if (target === undefined) refuseMissing(pathOf(place, type));
  if (!isFields(target)) refuseType(target, pathOf(place, type), 'an object');
  const inner: Place = { parent: place, key: type };
  return {
    callId,
    name: readRequiredText(target, 'name', inner),
    argumentsText: readRequiredText(target, type === 'function' ? 'arguments' : 'input', inner),
  };
}

function requireContent(message: Fields, index: number): void {
  const content = message['content'];
  if (content !== undefined && content !== null) return;
  if (
    message['role'] === 'assistant' &&
    substitutes.some((key) => message[key] !== undefined && message[key] !== null)
  ) {
    return;
  }
  if (message['role'] === 'developer') refuseMissing(`messages[${index}].content`);
  refuse("Invalid value for 'content': expected a string, got null.", `messages.[${index}].content`);
}

function callsOf(message: SimMessage): Set<string> {
  return new Set(message.toolCalls?.map(({ callId }) => callId));
}

function answerCall(callId: string, index: number, calls: Set<string> | undefined): void {
  if (calls === undefined) {
    refuse(
      "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
      `messages.[${index}].role`,
    );
  }
  if (!calls.delete(callId)) {
    refuse(
      `Invalid parameter: 'tool_call_id' of '${callId}' not found in 'tool_calls' of previous message.`,
      `messages.[${index}].tool_call_id`,
    );
  }
}

function requireAnswers(calls: ReadonlySet<string>): void {
  if (calls.size === 0) return;
  refuse(
    `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${[...calls].join(', ')}`,
    'messages',
  );
}
