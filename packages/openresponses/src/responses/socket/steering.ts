import type { SocketAction, SocketTurn } from '@llmsim/core';
import type { Fields } from '@llmsim/wire';
import type { Lane, Running, Waiting } from './lane.js';
import {
  acceptedMessage,
  bytesOf,
  drawSteerId,
  failedMessage,
  hasSteerInput,
  inputOf,
  maxSteerBytes,
  maxSteers,
  maySteer,
  pendingMessage,
} from './steer-messages.js';
import type { Steer, SteerError } from './steer-messages.js';

/** What steering needs of its connection. */
export interface SteeringOptions {
  readonly connectionId: string;
  readonly running: ReadonlyMap<SocketTurn, Running>;
  /** Whether the connection remembers a response of this id. */
  isRemembered(id: string): boolean;
  /** Lets a request be the next one. */
  enqueue(request: Waiting): void;
}

/** Steers the responses of one connection. */
export interface Steering {
  /** Takes what a client sends to steer a response, or refuses it. */
  steer(message: Fields, bytes: number): SocketAction;
  /** What becomes of the steers of a response that is over: its successor begins with them, now or later. */
  followUp(run: Running, hasFailed: boolean): readonly SocketAction[];
}

/**
 * Queues what steers a response until it is over. The response is played to its end: that it ends early for a steer is
 * something that the service may do and need not.
 */
export function createSteering(options: SteeringOptions): Steering {
  const { connectionId, running } = options;
  let steers = 0;
  const steer = (message: Fields, bytes: number): SocketAction => {
    const { previous_response_id: previousResponseId, input } = message;
    const run = [...running.values()].find(({ responseId }) => responseId === previousResponseId);
    const streamId = run?.lane.streamId;
    const isTooLong = bytes > maxSteerBytes;
    const refuse = (code: SteerError): SocketAction => ({
      type: 'send',
      // What is too long to be kept is too long to be sent back.
      message: failedMessage(code, isTooLong ? {} : { previousResponseId, input }, streamId),
    });
    if (isTooLong) return refuse('too_many_pending_steers');
    if (typeof previousResponseId !== 'string' || !hasSteerInput(message)) return refuse('invalid_input');
    if (run?.request === undefined) {
      return refuse(
        options.isRemembered(previousResponseId) ? 'response_already_completed' : 'response_not_found',
      );
    }
    if (!maySteer(run.request)) return refuse('steering_not_supported');
    if (run.steers.length >= maxSteers || bytesOf(run.steers) + bytes > maxSteerBytes)
      return refuse('too_many_pending_steers');
    steers += 1;
    const id = drawSteerId(connectionId, steers);
    const accepted: Steer = { id, previousResponseId, input: input as Steer['input'], bytes };
    run.steers.push(accepted);
    return { type: 'send', message: acceptedMessage(accepted, streamId) };
  };

  const followUp = (
    { lane, body, result, required, steers }: Running,
    hasFailed: boolean,
  ): readonly SocketAction[] => {
    if (steers.length === 0) return [];
    const { streamId } = lane;
    const answerSteers = (write: (steer: Steer) => string): readonly SocketAction[] =>
      steers.map((steer) => ({ type: 'send', message: write(steer) }));
    if (result === undefined || hasFailed)
      return answerSteers((steer) => failedMessage('response_not_active', steer, streamId));
    if (required.length > 0) {
      lane.pending = steers;
      return answerSteers((steer) => pendingMessage(steer, required, streamId));
    }
    const successor = { ...body, input: inputOf(steers), previous_response_id: result.id };
    options.enqueue({ lane, streamId, body: successor, generate: true });
    return [];
  };

  return { steer, followUp };
}

/** The body of a request, with the steers that waited for it in front of its input. */
export function takePending(body: Fields, lane: Lane): Fields {
  const { pending } = lane;
  const [first] = pending;
  if (first === undefined || first.previousResponseId !== body['previous_response_id']) return body;
  lane.pending = [];
  const { input } = body;
  const own: readonly unknown[] =
    typeof input === 'string' ? [{ role: 'user', content: input }] : ((input as [] | undefined) ?? []);
  return { ...body, input: [...inputOf(pending), ...own] };
}
