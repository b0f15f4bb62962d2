import { type Exchange, type PlannedReply, type RequestContext, type RunningCalls } from '@llmsim/core';
import type { ResponseStore, StoredResponse } from './state/response-store.js';
import { startRun, type ResponseRun } from './state/response-run.js';
import { runFraming } from './state/run-event.js';

/** What a run in the background works with. */
export interface BackgroundOptions {
  readonly responses: ResponseStore;
  readonly running: RunningCalls;
  readonly context: RequestContext;
  /** The id of the response. */
  idOf(reply: PlannedReply): string;
  /** What is kept of the response while it runs. */
  startOf(reply: PlannedReply): StoredResponse;
  /** Adds what was said to the conversation of the request, if it has one. */
  extend(reply: PlannedReply): Promise<void> | undefined;
}

/**
 * Makes of an exchange one that goes on without its client. While it runs, others learn from the process that runs it
 * how it stands; when it is over, all of it is stored.
 */
export function runInBackground(exchange: Exchange, options: BackgroundOptions): Exchange {
  const { responses, running, context } = options;
  const { streaming } = exchange;
  const listeners: (() => void)[] = [];
  let run: ResponseRun | undefined;
  let isCancelled = false;
  let closing: Promise<unknown> | undefined;
  let remove: () => void = () => undefined;

  /** Keeps the response as it ended, unless it was deleted meanwhile. */
  function close(id: string, ended: ResponseRun): Promise<unknown> {
    closing ??= responses.update(id, (present) => ({
      ...present,
      response: ended.state(),
      run: { ...runOf(), isOver: true, events: streaming ? ended.events() : [] },
    }));
    // Whoever waits for it learns of its failure; until then it is nobody's.
    closing.catch(() => undefined);
    return closing;
  }

  const runOf = () => ({
    startedAtMs: context.acceptedAtMs,
    streamed: streaming,
    isOver: false,
    events: [],
  });

  return {
    ...exchange,
    encodeAccepted: (reply) => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: options.startOf(reply).response,
    }),
    begin(reply) {
      const begun = options.startOf(reply);
      const id = options.idOf(reply);
      const current = startRun(begun.response, exchange.createEncoder(reply, runFraming));
      run = current;
      remove = running.add(id, {
        state: () => current.state(),
        said: (from) => current.said(from),
        async cancel() {
          if (current.isOver()) return;
          isCancelled = true;
          current.cancel();
          for (const listener of listeners) listener();
          await close(id, current);
        },
      });
      return responses.keep({ ...begun, run: runOf() });
    },
    happened(reply, event, atMs) {
      run?.happened(event, atMs);
      if (run?.isOver() === true) void close(options.idOf(reply), run);
    },
    onCancelled(listener) {
      if (isCancelled) listener();
      else listeners.push(listener);
    },
    async finish(reply) {
      try {
        run?.finish();
        if (run !== undefined) await close(options.idOf(reply), run);
        if (!isCancelled) await options.extend(reply);
      } finally {
        remove();
      }
    },
  };
}
