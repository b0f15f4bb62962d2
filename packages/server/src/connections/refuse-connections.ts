import { Server as NetServer } from 'node:net';
import type { Server } from 'node:http';
import type { Clock, ScheduledTask } from '@llmsim/core';

/** Where a server listens. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
  readonly backlog: number;
}

/**
 * Lets nobody listen on a server's port for a time, so that new connections are refused. Those that are open go on. Asked
 * again meanwhile, it is for as long as the last one says.
 * @returns called with the time in milliseconds
 */
export function createRefusal(server: Server, address: ListenAddress, clock: Clock): (ms: number) => void {
  let untilMs = 0;
  let isRefusing = false;
  const task: ScheduledTask = {
    run(nowMs) {
      if (nowMs < untilMs) {
        clock.schedule(task, untilMs);
        return;
      }
      isRefusing = false;
      server.listen(address);
    },
  };
  return (ms) => {
    untilMs = clock.nowMs() + ms;
    if (isRefusing || !server.listening) return;
    isRefusing = true;
    // HTTP's own `close` would end the connections that are idle, too.
    NetServer.prototype.close.call(server);
    clock.schedule(task, untilMs);
  };
}
