import { RequestError } from '../errors/request-error.js';
import type { SimRequest } from '../turn/sim-request.js';
import type { SimulatedTurn } from '../turn/simulated-turn.js';

/** What a token takes beside its text: its place in the list of tokens, and its share of the JSON. Bytes. */
const bytesOfPlace = 16;

/**
 * Adds up what the choices of a reply take, so that the reply of one request cannot fill the memory.
 *
 * @param limitBytes - of all choices together; `undefined`: none
 * @returns what takes and gives back each choice as it is made, and throws a RequestError that names the limit when it is passed
 */
export function createReplyScale(
  request: SimRequest,
  limitBytes: number | undefined,
): (turn: SimulatedTurn) => SimulatedTurn {
  const perToken = bytesOfPlace + (request.replyBytesPerToken ?? 0);
  let bytes = 0;
  return (turn) => {
    if (limitBytes === undefined) return turn;
    for (const { pieces } of turn.parts) {
      bytes += pieces.length * perToken;
      for (const piece of pieces) bytes += piece.length;
    }
    if (bytes > limitBytes) {
      throw new RequestError({
        kind: 'invalid-request',
        model: request.model,
        message: `The reply would take more than the ${limitBytes} bytes that this llmsim makes for one request (server.reply_limit): its choices, their tokens and the log probabilities of each count. Ask for fewer of them.`,
      });
    }
    return turn;
  };
}
