import { LlmsimError } from '../errors/llmsim-error.js';
import type { Clock } from '../stream/clock.js';
import { play } from '../stream/play.js';
import { programOf } from '../stream/program-of.js';
import { createSystemClock } from '../stream/system-clock.js';
import type { TimedEvent } from '../turn/timeline.js';
import type { SimRequest } from '../turn/sim-request.js';
import type { RequestControls } from './request-controls.js';
import { createSimulator, type Simulator } from './simulator.js';
import type { TurnEvent } from '../turn/turn-event.js';

/** What an abort signal is, as far as it is needed here; that of the platform fits. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Options of `simulate`; all may be left out. */
export interface SimulateOptions extends RequestControls {
  /** By default one with all its defaults, made for this call. Share one to share its seed and memory. */
  readonly simulator?: Simulator;
  /** By default the system's. Share one between calls: it has one timer, however many streams it serves. */
  readonly clock?: Clock;
  /** Ends the iteration with the signal's reason as error. */
  readonly signal?: AbortSignalLike;
}

/** An event of a turn with the times, in milliseconds since the request, at which it was due and happened. */
export type PlayedEvent = TurnEvent & { readonly dueMs: number; readonly actualMs: number };

/**
 * Simulates one request in real time: the events come when a model's would. A failure instead of the turn is one
 * `failure` event, after the time that it takes.
 * @throws RequestError if the request cannot be answered, as `Simulator.plan`
 * @throws LlmsimError LLMSIM_DISCONNECTED where a failure mode would have broken the connection
 */
export async function* simulate(
  request: SimRequest,
  options: SimulateOptions = {},
): AsyncGenerator<PlayedEvent, void> {
  const { simulator = createSimulator(), clock = createSystemClock(), signal, ...controls } = options;
  const plan = simulator.plan(request, controls);
  const timeline: Iterable<TimedEvent> =
    plan.type === 'reply'
      ? plan.timeline
      : [{ atMs: plan.afterMs, event: { type: 'failure', failure: plan.failure } }];

  const received: PlayedEvent[] = [];
  let state: 'playing' | 'finished' | 'aborted' = 'playing';
  let failure: { readonly error: unknown } | undefined;
  let wake: () => void = () => undefined;
  const startMs = clock.nowMs();
  const playing = play(programOf(timeline), clock, startMs, {
    receive({ event }, dueMs, nowMs) {
      received.push({ ...event, dueMs: dueMs - startMs, actualMs: nowMs - startMs });
      wake();
      return true;
    },
    finish() {
      // A connection that hangs never ends by itself: only its reader can leave.
      if (plan.type === 'reply' && plan.ending === 'hang') return;
      state = 'finished';
      wake();
    },
    fail(error) {
      failure = { error };
      wake();
    },
  });
  const abort = () => {
    state = 'aborted';
    wake();
  };
  signal?.addEventListener('abort', abort);
  if (signal?.aborted === true) abort();

  /** The state may have changed while the iteration was suspended. */
  const current = () => ({ state, failure });
  try {
    for (;;) {
      if (current().state === 'aborted') throw abortError(signal?.reason);
      const next = received.shift();
      if (next !== undefined) {
        yield next;
        continue;
      }
      const { failure: failed, state: now } = current();
      if (failed !== undefined) throw failed.error;
      if (now === 'finished') break;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    if (plan.type === 'reply' && (plan.ending === 'disconnect' || plan.ending === 'reset')) {
      throw new LlmsimError(
        'LLMSIM_DISCONNECTED',
        `The connection was broken by the failure mode "${plan.ending}".`,
      );
    }
  } finally {
    playing.stop();
    signal?.removeEventListener('abort', abort);
  }
}

/** The signal's reason, as it is if it is an error. */
function abortError(reason: unknown): Error {
  return reason instanceof Error
    ? reason
    : new LlmsimError('LLMSIM_ABORTED', 'The simulation was aborted.', { cause: reason });
}
