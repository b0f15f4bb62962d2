import type { Call } from './call.js';
import type { Outlet } from './outlet.js';

/** Ends a call whose client left before anything was sent. Never leaves the server. */
export class ClientLeft extends Error {
  constructor() {
    super('The client left.');
  }
}

/** Whether nobody wants the answer to a call any more; a turn in the background goes on without its client. */
export function isUnwanted(call: Call, outlet: Outlet): boolean {
  return outlet.isGone && !call.isDetached;
}

/** @throws ClientLeft if nobody wants the answer any more */
export function mustBeWanted(call: Call, outlet: Outlet): void {
  if (isUnwanted(call, outlet)) throw new ClientLeft();
}
