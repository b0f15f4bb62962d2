import { commandForKey } from './dashboard-keys.js';
import type { DashboardScreen } from './dashboard-screen.js';
import {
  reduceDashboard,
  startDashboard,
  type DashboardEvent,
  type DashboardState,
} from './dashboard-state.js';
import { viewDashboard } from './dashboard-view.js';
import { retryDelayMs } from './stats/retry-delay.js';
import type { Answer, StatsClient } from './stats/stats-client.js';
import type { Glyphs } from './view/styled-text.js';

/** Time and timers, so that a test can be their master. */
export interface DashboardClock {
  /** Monotonic milliseconds. */
  nowMs(): number;
  /** Milliseconds since 1970. */
  wallMs(): number;
  /** How far local time is ahead of UTC, in minutes. */
  timeZoneMinutes(): number;
  /** Calls back once after so many milliseconds, unless the returned function is called before. */
  after(delayMs: number, callback: () => void): () => void;
}

/** What the loop is made of. */
export interface DashboardLoopOptions {
  readonly client: StatsClient;
  /** The answer that the dashboard starts with. */
  readonly first: Answer;
  readonly intervalMs: number;
  readonly clock: DashboardClock;
  readonly glyphs: Glyphs;
  readonly logFile: string | undefined;
  readonly openScreen: (handlers: {
    readonly onKey: (key: string) => void;
    readonly onResize: () => void;
  }) => DashboardScreen;
}

/** A dashboard that is running. */
export interface DashboardLoop {
  /** Ends when the dashboard is quit; rejects if drawing failed. The screen is closed by then. */
  readonly done: Promise<void>;
  /** Quits. */
  readonly stop: () => void;
}

/** While the server is away, the seconds in the banner are counted so often. */
const bannerTickMs = 250;

/** Asks, reduces, draws, until it is quit. */
export function startDashboardLoop(options: DashboardLoopOptions): DashboardLoop {
  const { client, clock } = options;
  let state: DashboardState = startDashboard(client.url, options.intervalMs);
  let asking = false;
  let stopped = false;
  let cancelPoll = () => {};
  let cancelTick = () => {};
  let finish: (failure?: Error) => void = () => {};
  const done = new Promise<void>((resolve, reject) => {
    finish = (failure) => {
      if (failure === undefined) resolve();
      else reject(failure);
    };
  });

  function stop(failure?: Error): void {
    if (stopped) return;
    stopped = true;
    cancelPoll();
    cancelTick();
    client.close();
    screen.close();
    finish(failure);
  }

  /** What is thrown while drawing must not leave the terminal as it is. */
  function guarded(action: () => void): void {
    if (stopped) return;
    try {
      action();
    } catch (error) {
      stop(error instanceof Error ? error : new Error('Drawing failed.', { cause: error }));
    }
  }

  function draw(): void {
    cancelTick();
    const context = {
      state,
      glyphs: options.glyphs,
      nowMs: state.paused && state.connection.phase === 'live' ? state.statsAtMs : clock.nowMs(),
      timeZoneMinutes: clock.timeZoneMinutes(),
      logFile: options.logFile,
    };
    screen.draw(viewDashboard(context, screen.size()));
    if (state.connection.phase !== 'live') cancelTick = clock.after(bannerTickMs, () => guarded(draw));
  }

  function change(event: DashboardEvent): void {
    state = reduceDashboard(state, event);
    draw();
  }

  function receive(answer: Answer, askedAtMs: number): void {
    const nowMs = clock.nowMs();
    const delayMs =
      answer.type === 'stats'
        ? Math.max(0, askedAtMs + state.intervalMs - nowMs)
        : retryDelayMs(state.failedTries + 1, state.intervalMs);
    cancelPoll();
    if (!state.paused) cancelPoll = clock.after(delayMs, poll);
    if (answer.type === 'stats')
      change({ type: 'answered', stats: answer.stats, atMs: nowMs, wallMs: clock.wallMs() });
    else change({ type: 'unanswered', reason: answer.reason, atMs: nowMs, retryAtMs: nowMs + delayMs });
  }

  function poll(): void {
    if (asking || stopped) return;
    cancelPoll();
    asking = true;
    const askedAtMs = clock.nowMs();
    void client.poll().then((answer) => {
      asking = false;
      guarded(() => receive(answer, askedAtMs));
    });
  }

  function press(key: string): void {
    const command = commandForKey(key, state.helpShown);
    if (command === undefined) return;
    switch (command.type) {
      case 'quit':
        stop();
        return;
      case 'refresh':
        poll();
        return;
      case 'pause':
        change(command);
        if (state.paused) cancelPoll();
        else poll();
        return;
      default:
        change(command);
    }
  }

  const screen = options.openScreen({
    onKey: (key) => guarded(() => press(key)),
    onResize: () => guarded(draw),
  });
  guarded(() => receive(options.first, clock.nowMs()));
  return { done, stop: () => stop() };
}
