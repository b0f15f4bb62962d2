import type { ApiFailure } from '@llmsim/core';

/** How many named lanes a connection may have, and how many requests may wait on it. */
export const maxLanes = 32;
export const maxWaiting = 256;

export const tooManyLanes: ApiFailure = {
  kind: 'invalid-request',
  message: `Responses websocket stream limit reached (${maxLanes} named streams). Reuse a stream or create a new websocket connection.`,
  param: 'stream_id',
  code: 'websocket_stream_limit_reached',
};

export const tooManyWaiting: ApiFailure = {
  kind: 'rate-limit',
  message: `Responses websocket queue limit reached (${maxWaiting} waiting responses). Wait for some of them to complete.`,
  code: 'websocket_queue_limit_reached',
};

export const connectionTooOld: ApiFailure = {
  kind: 'invalid-request',
  message:
    'Responses websocket connection limit reached (60 minutes). Create a new websocket connection to continue.',
  code: 'websocket_connection_limit_reached',
};
