import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/**
 * Waits until the replies before this one on the same connection are sent: until the response has a socket. A client may send its next request without
 * waiting, but until then Node does not tell of the end of the connection, so a turn would be played to nobody. If
 * the connection ends before, this never resolves: nothing has begun, and nothing is left of it.
 */
export async function waitForTurn(response: ServerResponse): Promise<void> {
  await once(response, 'socket');
}
