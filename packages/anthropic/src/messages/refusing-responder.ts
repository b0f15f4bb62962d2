import type { Responder } from '@llmsim/core';

const explanation = 'This request was refused because it contains the text that clients are tested with.';

/** Refuses a request that the service refuses for the sake of tests. */
export const refusingResponder: Responder = {
  name: 'test-string',
  respond: (_request, { counter }) => ({
    turn: {
      parts: [{ type: 'refusal', pieces: counter.split(explanation) }],
      finishReason: 'content-filter',
    },
  }),
};
