import { viewNames, type DashboardState } from '../dashboard-state.js';
import { formatUptime } from './format-number.js';
import { verdictSpan } from './latency-panels.js';
import { fitLine, lineWidth, printable, span, spread, type Span, type StyledLine } from './styled-text.js';
import type { ViewContext } from './view-context.js';

/** Who is looked at, and how it is: the first line of the screen. */
export function headerLine(context: ViewContext, width: number): StyledLine {
  const { state, glyphs } = context;
  const { stats } = state;
  const right: Span[] = [];
  if (state.paused) right.push(span('paused', 'warn'), span('  '));
  if (state.connection.phase === 'lost') right.push(span(`${glyphs.dot} no answer `, 'bad'));
  else if (stats !== undefined) {
    const uptime = `  up ${formatUptime(stats.snapshot.uptime_secs)} `;
    right.push(verdictSpan({ ...context, stats }), span(uptime, 'dim'));
  }
  const version = stats?.version === undefined ? '' : ` ${printable(stats.version, glyphs)}`;
  const profile = stats?.profile === undefined ? '' : printable(stats.profile, glyphs);
  const left: StyledLine = [
    span(' llmsim', 'accent'),
    span(width < 80 ? '' : version, 'dim'),
    span(`  ${state.url}`, 'strong'),
    span(profile === '' ? '' : width < 80 ? `  ${profile}` : `  profile ${profile}`, 'dim'),
  ];
  return spread(
    fitLine(left, Math.min(lineWidth(left), width - lineWidth(right) - 1), glyphs),
    right,
    width,
    glyphs,
  );
}

/**
 * What is wrong with the connection.
 * @returns undefined while nothing is
 */
export function bannerLine(context: ViewContext, width: number): StyledLine | undefined {
  const { connection, url, paused } = context.state;
  if (connection.phase === 'live') return undefined;
  const inSeconds = Math.max(0, Math.ceil((connection.retryAtMs - context.nowMs) / 1000));
  const retry = paused ? 'Paused.' : inSeconds === 0 ? 'Trying again.' : `Next try in ${inSeconds} s.`;
  const text =
    connection.phase === 'waiting'
      ? connection.reason === undefined
        ? `Asking ${url}`
        : `No server: ${connection.reason}. ${retry}`
      : `Lost for ${formatUptime((context.nowMs - connection.sinceMs) / 1000)}: ${connection.reason}. ${retry}`;
  return [
    span(
      fitLine([span(` ${text}`)], width, context.glyphs)
        .map((part) => part.text)
        .join(''),
      'banner',
    ),
  ];
}

const titles: Readonly<Record<DashboardState['view'], string>> = {
  overview: 'Overview',
  charts: 'Charts',
  models: 'Models',
  failures: 'Failures',
};

/** The views and the most important keys: the last line of the screen. */
export function footerLine({ state, glyphs }: ViewContext, width: number): StyledLine {
  const tabs: StyledLine = viewNames.map((view, index) =>
    span(` ${index + 1} ${titles[view]} `, view === state.view && !state.helpShown ? 'selected' : 'dim'),
  );
  const keys = (texts: readonly string[]): StyledLine => [span(`${texts.join('  ')} `, 'dim')];
  const short = ['? help', 'q quit'];
  const sorting = state.view === 'models' ? [`${glyphs.sides} sort`] : [];
  const all = [
    ...sorting,
    'r refresh',
    `p ${state.paused ? 'go on' : 'pause'}`,
    `+/- ${state.intervalMs} ms`,
    ...short,
  ];
  const fits = (line: StyledLine) => lineWidth(tabs) + lineWidth(line) < width;
  const right = [all, all.slice(-3), short, short.slice(0, 1)].map(keys).find(fits) ?? [];
  return spread(tabs, right, width, glyphs);
}
