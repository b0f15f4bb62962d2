import { reduceDashboard, startDashboard, type DashboardState } from '../dashboard-state.js';
import { asciiGlyphs, unicodeGlyphs } from '../view/styled-text.js';
import type { LiveContext, ViewContext } from '../view/view-context.js';
import { sampleStats, type Body } from './sample-stats.js';

/** 2026-11-23, 10:00:00 UTC. */
const startedWallMs = Date.UTC(2026, 10, 23, 10);

/** When the sample was last answered, in monotonic milliseconds. */
export const sampleNowMs = 200_000;

/** A dashboard that has watched a busy server for 100 s, once a second, with a load that comes and goes. */
export function sampleState(over: Body = {}): DashboardState {
  let state = startDashboard('http://127.0.0.1:8080', 500);
  let load = 2000;
  for (let second = 100; second <= 200; second += 1) {
    load += 20 + Math.round(12 * Math.sin(second / 8));
    const stats = sampleStats(second, second === 200 ? over : {}, load);
    const atMs = second * 1000;
    state = reduceDashboard(state, { type: 'answered', stats, atMs, wallMs: startedWallMs + atMs });
  }
  return state;
}

/** What a view is made from, by default the sample in UTF-8. */
export function sampleContext(over: Partial<ViewContext> = {}): LiveContext {
  const state = over.state ?? sampleState();
  if (state.stats === undefined) throw new Error('This server has not answered.');
  return {
    state,
    stats: state.stats,
    glyphs: unicodeGlyphs,
    nowMs: sampleNowMs,
    timeZoneMinutes: 0,
    logFile: undefined,
    ...over,
  };
}

/** The two ways to draw. */
export const bothGlyphs = [
  ['UTF-8', unicodeGlyphs],
  ['ASCII', asciiGlyphs],
] as const;
