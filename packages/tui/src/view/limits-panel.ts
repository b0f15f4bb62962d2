import type { LimitState, RateLimitState } from '../stats/server-stats.js';
import { formatCount, formatShortCount } from './format-number.js';
import { inside, type Panel, type Rectangle } from './panel.js';
import { fit, fitLine, printable, span, type Span, type StyledLine, type TextStyle } from './styled-text.js';
import type { LiveContext } from './view-context.js';

/** Below this share of a limit, what is left of it is marked. */
const littleLeft = 0.2;

interface Allowance {
  readonly name: string;
  readonly requests: LimitState | undefined;
  readonly tokens: LimitState | undefined;
  /** The share that is left of whichever is used up more. */
  readonly left: number;
}

function shareLeft(state: LimitState | undefined): number {
  if (state === undefined) return 1;
  return state.limit > 0 ? state.remaining / state.limit : 0;
}

/** What is left to whom, the least first, so that it does not change places with each request. */
function allowancesOf({ latest }: RateLimitState): readonly Allowance[] {
  return latest
    .map(({ key, model, requests, tokens }) => ({
      name: `${model} ${key}`.trim(),
      requests,
      tokens,
      left: Math.min(shareLeft(requests), shareLeft(tokens)),
    }))
    .sort((a, b) => a.left - b.left || (a.name < b.name ? -1 : 1));
}

function styleOfShare(share: number): TextStyle {
  return share <= 0 ? 'bad' : share < littleLeft ? 'warn' : 'strong';
}

function limitSpans(label: string, state: LimitState | undefined): readonly Span[] {
  if (state === undefined) return [];
  return [
    span(`  ${label} `, 'dim'),
    span(formatShortCount(state.remaining), styleOfShare(shareLeft(state))),
    span(`/${formatShortCount(state.limit)}`, 'dim'),
  ];
}

/** How many streams and sockets are open, of how many there may be. */
function capacityLine({ stats }: LiveContext): StyledLine {
  return stats.capacities.flatMap(({ name, limit, used }, index) => [
    span(`${index === 0 ? ' ' : '  '}${name} `, 'dim'),
    span(formatShortCount(used), used === 0 ? 'dim' : styleOfShare(1 - used / limit)),
    span(`/${formatShortCount(limit)}`, 'dim'),
  ]);
}

/** How often the rate limiter refused, and what is left where the least is left. */
export function rateLimitLine({ stats }: LiveContext): StyledLine {
  const { rateLimits } = stats;
  if (rateLimits === undefined) return [span(' rate limits none', 'dim')];
  const refused = rateLimits.refused.requests + rateLimits.refused.tokens;
  const [tightest] = allowancesOf(rateLimits);
  return [
    span(' refused ', 'dim'),
    span(formatCount(refused), refused === 0 ? 'dim' : 'bad'),
    ...(tightest === undefined
      ? []
      : [
          span('  least left ', 'dim'),
          span(`${Math.round(tightest.left * 100)} %`, styleOfShare(tightest.left)),
        ]),
  ];
}

/** The state of all limits in as many lines as there are kinds of them. */
export function limitLines(context: LiveContext): readonly StyledLine[] {
  const capacities = capacityLine(context);
  return [...(capacities.length === 0 ? [] : [capacities]), rateLimitLine(context)];
}

/** All limits, and what is left to whom. */
export function limitsPanel(context: LiveContext, area: Rectangle): Panel {
  const { glyphs, stats } = context;
  const { width, height } = inside(area);
  const allowances = stats.rateLimits === undefined ? [] : allowancesOf(stats.rateLimits);
  const narrow = width < 50;
  const names = allowances.map(({ name }) => printable(name, glyphs));
  const room = Math.max(8, width - (narrow ? 28 : 36));
  const nameWidth = Math.min(Math.max(0, ...names.map((name) => name.length)), room);
  const lines = [
    ...limitLines(context),
    ...allowances.map(({ requests, tokens }, index): StyledLine => [
      span(` ${fit(names[index] ?? '', nameWidth, glyphs)}`),
      ...limitSpans(narrow ? 'req' : 'requests', requests),
      ...limitSpans(narrow ? 'tok' : 'tokens', tokens),
    ]),
  ];
  return {
    title: [span('Limits', 'accent'), span(` ${glyphs.separator} what is left`, 'dim')],
    area,
    body: { type: 'text', lines: lines.slice(0, height).map((line) => fitLine(line, width, glyphs)) },
  };
}
