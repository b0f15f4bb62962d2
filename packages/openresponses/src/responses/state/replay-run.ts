import type { RequestContext, RunningCalls, WireReplay } from '@llmsim/core';
import { checkRange, refuse, refuseType } from '@llmsim/wire';
import type { ResponsesDialect } from '../responses-dialect.js';
import type { ResponseStore, StoredResponse } from './response-store.js';
import { readEvent, type RunEvent } from './run-event.js';

/** For how long after it began the events of a run can be asked for again, in milliseconds. */
const longestReplayMs = 300_000;

/** Where the events of a run are. */
export interface RunSource {
  readonly dialect: Pick<ResponsesDialect, 'endsWithDone'>;
  readonly running: Pick<RunningCalls, 'said'>;
  readonly responses: Pick<ResponseStore, 'find'>;
}

/**
 * The events of a run from a number on: from where it runs while it does, and from what is stored when it is over.
 * @throws RequestError
 */
export function replayRun(
  { id, run }: StoredResponse,
  { acceptedAtMs, query }: Pick<RequestContext, 'acceptedAtMs' | 'query'>,
  { dialect, running, responses }: RunSource,
): WireReplay {
  if (run?.streamed !== true) {
    refuse(
      'Only responses that were created with background=true and stream=true can be streamed.',
      'stream',
    );
  }
  if (acceptedAtMs - run.startedAtMs > longestReplayMs) {
    // In the words of openai/openai-python#2828.
    refuse('This response can no longer be streamed because it is more than 5 minutes old.', 'stream');
  }
  let from = readStart(query['starting_after']);
  let isOver = false;

  /** Nothing more is said: what is left of it, and the end of the stream. */
  const end = (rest: readonly RunEvent[]): readonly string[] => {
    isOver = true;
    return dialect.endsWithDone ? [...rest.map(frameOf), 'data: [DONE]\n\n'] : rest.map(frameOf);
  };

  return {
    status: 200,
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' },
    async next() {
      if (isOver) return [];
      const said = run.isOver ? undefined : await running.said(id, from);
      if (said === undefined)
        return end((run.isOver ? run : (await responses.find(id))?.run)?.events.slice(from) ?? []);
      if (said.length === 0) return end([]);
      from += said.length;
      return said.map(frameOf);
    },
  };
}

function frameOf(event: RunEvent): string {
  const { type, json } = readEvent(event);
  return `event: ${type}\ndata: ${json}\n\n`;
}

function readStart(text: string | undefined): number {
  if (text === undefined) return 0;
  const after = Number(text);
  if (!Number.isInteger(after)) refuseType(text, 'starting_after', 'an integer');
  checkRange(after, 'starting_after', 'integer', 0, Number.MAX_SAFE_INTEGER);
  return after + 1;
}
