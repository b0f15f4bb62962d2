import type { LimitState, RateLimitState } from '../stats/server-stats.js';
import { formatCount, formatShortCount } from './format-number.js';
import { inside, type Panel, type Rectangle } from './panel.js';
import {
  fit,
  fitLine,
  lineWidth,
  printable,
  span,
  type Span,
  type StyledLine,
  type TextStyle,
} from './styled-text.js';
import type { LiveContext } from './view-context.js';

/** Below this share of a limit, what is left of it is marked. */
const littleLeft = 0.2;

type Latest = RateLimitState['latest'][number];

interface Allowance extends Latest {
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
    .map((entry) => ({
      ...entry,
      left: Math.min(...[entry.requests, entry.tokens, entry.inputTokens, entry.outputTokens].map(shareLeft)),
    }))
    .sort((a, b) => a.left - b.left || (`${a.model} ${a.key}` < `${b.model} ${b.key}` ? -1 : 1));
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
  const allowances = (stats.rateLimits === undefined ? [] : allowancesOf(stats.rateLimits)).map(
    ({ model, key, ...rest }) => ({ ...rest, model: printable(model, glyphs), key: printable(key, glyphs) }),
  );
  const longest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => text.length));
  const keyWidth = longest(allowances.map(({ key }) => (key === '' ? '' : ` ${key}`)));
  const modelWidth = longest(allowances.map(({ model }) => model));
  const amounts = (requestsLabel: string, tokensLabel: string) =>
    allowances.map(({ requests, tokens, inputTokens, outputTokens }) => [
      ...limitSpans(requestsLabel, requests),
      ...limitSpans(tokensLabel, tokens),
      ...limitSpans('in', inputTokens),
      ...limitSpans('out', outputTokens),
    ]);
  const roomBeside = (lines: readonly StyledLine[]) =>
    width - 1 - keyWidth - Math.max(0, ...lines.map((line) => lineWidth(line)));
  const long = amounts('requests', 'tokens');
  const shown = roomBeside(long) >= modelWidth ? long : amounts('req', 'tok');
  // The end of a key distinguishes it, so a model is cut before it.
  const room = Math.min(modelWidth, Math.max(8, roomBeside(shown)));
  const lines = [
    ...limitLines(context),
    ...allowances.map(({ model, key }, index): StyledLine => [
      span(` ${fit(model, room, glyphs)}${fit(key === '' ? '' : ` ${key}`, keyWidth, glyphs)}`),
      ...(shown[index] ?? []),
    ]),
  ];
  return {
    title: [span('Limits', 'accent'), span(` ${glyphs.separator} what is left`, 'dim')],
    area,
    body: { type: 'text', lines: lines.slice(0, height).map((line) => fitLine(line, width, glyphs)) },
  };
}
