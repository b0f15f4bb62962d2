import type { Trickle } from '@llmsim/core';
import { createFrameWriter, type FrameWriter } from './frame-writer.js';
import type { HttpClient } from './http-client.js';
import { createTrickleWriter } from './trickle-writer.js';

/**
 * Writes frames into the response of a client, whose head was sent.
 * @param trickle - how slowly a failure mode wants it; `undefined`: as the client reads
 * @param onDrain - called when there is room again
 */
export function createReplyWriter(
  { call, response }: HttpClient,
  trickle: Trickle | undefined,
  onDrain: () => void,
): FrameWriter {
  if (trickle === undefined) return createFrameWriter(response, onDrain);
  const writer = createFrameWriter(response, () => undefined);
  return createTrickleWriter(writer, trickle, call.opening.engine.clock, () => response.destroyed, onDrain);
}
