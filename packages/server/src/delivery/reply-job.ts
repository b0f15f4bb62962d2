import type { ServerResponse } from 'node:http';
import type { Provider } from '@llmsim/core';
import type { TurnJob } from '../turns/turn-job.js';

/** Everything that delivering one reply over HTTP needs. */
export interface ReplyJob extends TurnJob {
  readonly response: ServerResponse;
  readonly provider: Provider;
  /** Headers that every reply of the API has. */
  readonly headers: Readonly<Record<string, string>>;
}
