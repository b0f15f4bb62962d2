import type { LimitState, RateLimitState } from '../stats/server-stats.js';
import { formatCount, formatShort } from './format-number.js';
import { inside, type Panel, type Rectangle } from './panel.js';
import { fit, fitLine, printable, span, type Glyphs, type Span, type StyledLine } from './styled-text.js';
import type { LiveContext } from './view-context.js';

function limitSpans(label: string, state: LimitState | undefined): readonly Span[] {
  if (state === undefined) return [];
  const share = state.limit > 0 ? state.remaining / state.limit : 0;
  return [
    span(`  ${label} `, 'dim'),
    span(formatShort(state.remaining), share <= 0 ? 'bad' : share < 0.2 ? 'warn' : 'strong'),
    span(`/${formatShort(state.limit)}`, 'dim'),
  ];
}

/** How much the rate limiter has refused, then what is left to those who used it last. */
export function limitLines(
  limits: RateLimitState | undefined,
  width: number,
  glyphs: Glyphs,
): readonly StyledLine[] {
  if (limits === undefined) return [[span(' limits  none', 'dim')]];
  const { refused, latest } = limits;
  const count = refused.requests + refused.tokens;
  const names = latest.map(({ key, model }) => printable(`${model} ${key}`.trim(), glyphs));
  const narrow = width < 50;
  const room = Math.max(8, width - (narrow ? 15 : 34));
  const nameWidth = Math.min(Math.max(0, ...names.map((name) => name.length)), room);
  return [
    [span(' refused  ', 'dim'), span(formatCount(count), count === 0 ? 'dim' : 'bad')],
    ...latest.map(({ requests, tokens }, index): StyledLine => [
      span(` ${fit(names[index] ?? '', nameWidth, glyphs)}`),
      ...limitSpans(narrow ? 'req' : 'requests', requests),
      ...limitSpans(narrow ? 'tok' : 'tokens', tokens),
    ]),
  ];
}

/** All that the rate limiter tells. */
export function limitsPanel(context: LiveContext, area: Rectangle): Panel {
  const { width, height } = inside(area);
  const lines = limitLines(context.stats.limits, width, context.glyphs);
  return {
    title: [span('Limits', 'accent'), span(` ${context.glyphs.separator} what is left`, 'dim')],
    area,
    body: { type: 'text', lines: lines.slice(0, height).map((line) => fitLine(line, width, context.glyphs)) },
  };
}
