import { createSeededRandom, deriveSeed } from '@llmsim/core';
import { isFields } from '@llmsim/wire';
import type { Fields } from '@llmsim/wire';
import { drawFamily, drawId } from '../../identifiers.js';
import type { Item, ResponsesRequest } from '../request/responses-request.js';

/** Input that waits for the end of the response that it steers. The words are those of OpenAI's SDK, 7.57. */
export interface Steer {
  readonly id: string;
  readonly previousResponseId: string;
  /** As it was sent. */
  readonly input: string | readonly unknown[];
  /** How long its message was. */
  readonly bytes: number;
}

/** Why a steer is refused. */
export type SteerError =
  | 'response_not_found'
  | 'invalid_input'
  | 'steering_not_supported'
  | 'too_many_pending_steers'
  | 'response_already_completed'
  | 'response_not_active';

const words: Readonly<Record<SteerError, string>> = {
  response_not_found: 'The target response is not available on this connection.',
  invalid_input: 'Steering accepts a text, or a list of messages with the role user, and nothing else.',
  steering_not_supported:
    'Responses that are bound to a conversation or use automatic compaction do not support steering.',
  too_many_pending_steers: 'Too much steering input is pending for the response.',
  response_already_completed: 'The response completed and is no longer accepting steering input.',
  response_not_active: 'The response is no longer accepting steering input.',
};

/** How many steers may wait for one response, and how long their messages may be altogether. */
export const maxSteers = 16;
export const maxSteerBytes = 1_048_576;

const members = new Set(['type', 'event_id', 'previous_response_id', 'input']);
const messageMembers = new Set(['type', 'role', 'content']);
const partTypes = new Set<unknown>(['input_text', 'input_image', 'input_file']);

/** Whether a client's message steers a response, and does not ask for one. */
export function isSteer(message: Fields): boolean {
  return message['type'] === 'response.steer';
}

/** Whether the input of a steer is one that can be queued. */
export function hasSteerInput(message: Fields): boolean {
  const { input } = message;
  if (Object.keys(message).some((name) => !members.has(name))) return false;
  if (typeof input === 'string') return input !== '';
  return Array.isArray(input) && input.length > 0 && input.every(isUserMessage);
}

function isUserMessage(item: unknown): boolean {
  if (!isFields(item) || item['role'] !== 'user') return false;
  if (Object.keys(item).some((name) => !messageMembers.has(name))) return false;
  if (item['type'] !== undefined && item['type'] !== 'message') return false;
  const { content } = item;
  return (
    typeof content === 'string' ||
    (Array.isArray(content) && content.every((part) => isFields(part) && partTypes.has(part['type'])))
  );
}

/** Whether the response to a request may be steered at all. */
export function maySteer({ conversationId, compaction }: ResponsesRequest): boolean {
  return conversationId === undefined && compaction.fromTokens === Infinity;
}

/** What steers take that wait. */
export function bytesOf(steers: readonly Steer[]): number {
  return steers.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** The id of a steer, unlike all others of the connection. */
export function drawSteerId(connectionId: string, count: number): string {
  const random = createSeededRandom(deriveSeed(connectionId, 'steer', count));
  return drawId('steer', drawFamily(random), random);
}

/** The items that a response's next turn begins with: all that was queued, in its order. */
export function inputOf(steers: readonly Steer[]): readonly unknown[] {
  return steers.flatMap(({ input }) =>
    typeof input === 'string' ? [{ role: 'user', content: input }] : input,
  );
}

/** What the client has to bring before a response can go on: the outputs of its calls. */
export function requiredInput(output: readonly Item[]): readonly object[] {
  return output.flatMap((item) => {
    if (item.type === 'function_call') return [{ type: 'function_call_output', call_id: item['call_id'] }];
    return item.type === 'custom_tool_call'
      ? [{ type: 'custom_tool_call_output', call_id: item['call_id'] }]
      : [];
  });
}

/** `response.steer.accepted` */
export function acceptedMessage({ id, previousResponseId }: Steer, streamId: string | undefined): string {
  const steer = { id, previous_response_id: previousResponseId };
  return JSON.stringify({ type: 'response.steer.accepted', sequence_number: 0, steer, stream_id: streamId });
}

/** `response.steer.pending` */
export function pendingMessage(
  { id, previousResponseId }: Steer,
  required: readonly object[],
  streamId: string | undefined,
): string {
  return JSON.stringify({
    type: 'response.steer.pending',
    sequence_number: 0,
    steer: { id, previous_response_id: previousResponseId },
    reason: 'waiting_for_required_input',
    required_input: required,
    stream_id: streamId,
  });
}

/** `response.steer.failed`, with the input that the client gets back. `id`: only of a steer that was accepted. */
export function failedMessage(
  code: SteerError,
  steer: { readonly id?: string; readonly previousResponseId?: unknown; readonly input?: unknown },
  streamId: string | undefined,
): string {
  return JSON.stringify({
    type: 'response.steer.failed',
    sequence_number: 0,
    error: { type: 'invalid_request_error', code, message: words[code] },
    steer: { id: steer.id, previous_response_id: steer.previousResponseId, input: steer.input },
    stream_id: streamId,
  });
}
