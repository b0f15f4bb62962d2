import { RequestError } from '@llmsim/core';
import { isFields, readBoolean, readFields, readRequiredText, refuse, refuseValue } from '@llmsim/wire';
import type { Fields } from '@llmsim/wire';

/** A request for a turn that came over a socket. */
export interface SocketRequest {
  /** The lane that it is for; `undefined`: the one without a name. */
  readonly streamId: string | undefined;
  /** The body of the request, as it would have come over HTTP with `stream`. */
  readonly body: Fields;
  /** Whether a turn is wanted, or only an id to go on from. */
  readonly generate: boolean;
}

const envelope = new Set(['type', 'event_id', 'response', 'generate']);
const lanePattern = /^[A-Za-z0-9_.-]{1,256}$/;

/**
 * Reads a message of a client: `response.create` with the parameters beside its type or in `response`.
 * @param hasLanes - whether `stream_id` chooses a lane
 * @throws RequestError if it is anything else
 */
export function readMessage(message: Fields, hasLanes: boolean): SocketRequest {
  const type = readRequiredText(message, 'type');
  if (type !== 'response.create') refuseValue(type, 'type', ['response.create']);
  const nested = readFields(message, 'response');
  const body = withoutEnvelope(nested ?? message, hasLanes);
  if (body['background'] === true) {
    refuse(
      "Unsupported parameter: 'background' is not supported over a WebSocket.",
      'background',
      'unsupported_parameter',
    );
  }
  return {
    streamId: hasLanes ? readLane(message['stream_id']) : undefined,
    body: { ...body, stream: true },
    generate: readBoolean(nested ?? message, 'generate') ?? true,
  };
}

/** The parameters of the response alone. Where there are no lanes, `stream_id` is as unknown as any other name. */
function withoutEnvelope(message: Fields, hasLanes: boolean): Fields {
  const isParameter = (name: string) => !envelope.has(name) && !(hasLanes && name === 'stream_id');
  return Object.fromEntries(Object.entries(message).filter(([name]) => isParameter(name)));
}

/** The object that a message is. @throws RequestError if it is none */
export function fieldsOf(value: unknown): Fields {
  if (!isFields(value)) throw new RequestError({ kind: 'invalid-request' });
  return value;
}

function readLane(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && lanePattern.test(value)) return value;
  return refuse(
    "Invalid 'stream_id': expected 1 to 256 letters, digits, underscores, hyphens or periods.",
    'stream_id',
    'invalid_stream_id',
  );
}
