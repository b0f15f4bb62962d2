import type { SocketEndpoint } from '@llmsim/core';
import type { ResponsesServices } from '../responses-services.js';
import { createSocketSession } from './socket-session.js';

/** As long as the services keep a connection. */
const maxConnectionMs = 60 * 60 * 1000;

/** The WebSocket that takes `response.create` messages at the path of `POST /responses`. */
export function createSocketEndpoint(services: ResponsesServices): SocketEndpoint {
  return {
    type: 'socket',
    name: 'responses',
    path: '/responses',
    maxConnectionMs,
    connect: (context) => createSocketSession(services, context),
  };
}
