import { noUsage } from '@llmsim/core';
import { createIdSource } from '../../identifiers.js';
import type { ExchangeOptions } from '../create-exchange.js';
import { describeResponse } from '../output/response-object.js';
import type { ResponseState } from '../output/response-object.js';
import type { ResponsesRequest } from '../request/responses-request.js';
import type { StoredResponse } from '../state/response-store.js';

/** A response without a turn: its messages, and when it is kept. */
export interface WarmUp {
  readonly messages: readonly string[];
  readonly kept: void | Promise<void>;
}

/**
 * Answers a request that only wants an id to go on from: the prompt is taken in, and nothing is said.
 * @param inputTokens - of its prompt
 */
export function warmUp(
  request: ResponsesRequest,
  inputTokens: number,
  options: ExchangeOptions,
  uniqueName: string,
): WarmUp {
  const { context, dialect, responses, streamId } = options;
  const id = createIdSource(uniqueName, 'warm-up').draw('resp');
  const createdSeconds = Math.floor(context.acceptedAtMs / 1000);
  const describe = (state: ResponseState) =>
    describeResponse(request, { id, createdSeconds, state, output: [] }, dialect);
  const usage = { ...noUsage, inputTokens };
  const running = describe({ status: 'in_progress' });
  const completed = describe({ status: 'completed', completedSeconds: createdSeconds, usage });
  const events = [
    { type: 'response.created', response: running },
    { type: 'response.in_progress', response: running },
    { type: 'response.completed', response: completed },
  ];
  const stored: StoredResponse = {
    id,
    input: request.input,
    previousResponseId: request.previousResponseId ?? null,
    response: JSON.stringify(completed),
    run: null,
  };
  options.ended?.(stored);
  return {
    messages: events.map((event, index) =>
      JSON.stringify({ ...event, sequence_number: index, stream_id: streamId }),
    ),
    kept: request.stored ? responses.keep(stored) : undefined,
  };
}
