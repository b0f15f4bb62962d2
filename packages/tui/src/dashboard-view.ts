import type { DashboardState } from './dashboard-state.js';
import { chartPanel } from './view/chart-panels.js';
import {
  errorsPanel,
  outcomesAndErrorsPanel,
  outcomesPanel,
  requestsPanel,
  tokensPanel,
} from './view/counter-panels.js';
import { failureLogPanel } from './view/failure-panels.js';
import { frameLines } from './view/frame.js';
import { bannerLine, footerLine, headerLine } from './view/header.js';
import { helpPanel } from './view/help-panel.js';
import { latencyPanel, schedulerPanel } from './view/latency-panels.js';
import { barsPanel, modelTablePanel } from './view/model-panels.js';
import { limitsPanel } from './view/limits-panel.js';
import { divide, inside, type Panel, type Rectangle } from './view/panel.js';
import { fitLine, span, type StyledLine } from './view/styled-text.js';
import { sparklinePanel, throughputPanel } from './view/throughput-panels.js';
import type { LiveContext, ViewContext } from './view/view-context.js';

/** The size of a screen in columns and lines. */
export interface ScreenSize {
  readonly width: number;
  readonly height: number;
}

/** Everything that is on the screen, as data. */
export interface DashboardView {
  readonly size: ScreenSize;
  /** One line for each line of the screen: header, banner, frames and titles, footer. */
  readonly background: readonly StyledLine[];
  /** What stands within the frames. */
  readonly panels: readonly Panel[];
}

/** The smallest screen that the dashboard fits. */
export const smallestSize: ScreenSize = { width: 60, height: 18 };

/** From this width on panels stand side by side. */
const wideColumns = 100;

/** From this width on the counters stand in one row of four. */
const fourCounterColumns = 76;

/** A row of panels. */
interface Section {
  /** In lines, with the frame; it is left out if it has not so much room. */
  readonly least: number;
  readonly most: number;
  /** Whether it has its room before the others. */
  readonly vital?: boolean;
  readonly panels: (area: Rectangle) => readonly Panel[];
}

type PanelMaker = (area: Rectangle) => Panel;

function row(makers: readonly PanelMaker[], shares: readonly number[] = makers.map(() => 1)) {
  return (area: Rectangle): readonly Panel[] =>
    divide(area, 'columns', shares).flatMap((part, index) => makers[index]?.(part) ?? []);
}

/**
 * Rows of panels from top to bottom: every one that fits, the vital ones and the first first. Rows share the line
 * between them, and what room is left goes to those that can use it.
 */
function stack(area: Rectangle, sections: readonly Section[]): readonly Panel[] {
  const heights = new Map<Section, number>();
  let free = area.height - 1;
  for (const section of [...sections].sort((a, b) => Number(b.vital ?? false) - Number(a.vital ?? false))) {
    if (section.least - 1 > free) continue;
    heights.set(section, section.least);
    free -= section.least - 1;
  }
  const chosen = sections.filter((section) => heights.has(section));
  const heightOf = (section: Section) => heights.get(section) ?? 0;
  while (free > 0) {
    const growing = chosen.filter((section) => heightOf(section) < section.most);
    // The frames reach to the bottom of the area in any case.
    for (const section of growing.length > 0 ? growing.slice(0, free) : chosen.slice(-1)) {
      heights.set(section, heightOf(section) + 1);
      free -= 1;
    }
  }
  let top = area.top;
  return chosen.flatMap((section) => {
    const height = heightOf(section);
    const panels = section.panels({ ...area, top, height });
    top += height - 1;
    return panels;
  });
}

function overview(context: LiveContext, area: Rectangle): readonly Panel[] {
  const requests: PanelMaker = (part) => requestsPanel(context, part);
  const tokens: PanelMaker = (part) => tokensPanel(context, part);
  const outcomes: PanelMaker = (part) => outcomesPanel(context, part);
  const errors: PanelMaker = (part) => errorsPanel(context, part);
  const latency: PanelMaker = (part) => latencyPanel(context, part);
  const scheduler: PanelMaker = (part) => schedulerPanel(context, part);
  const duration: PanelMaker = (part) => chartPanel(context, 'duration', part);
  const bars: PanelMaker = (part) => barsPanel(context, 'model', part);
  const table: PanelMaker = (part) => modelTablePanel(context, part, false);
  const failures: PanelMaker = (part) => failureLogPanel(context, part, false);
  const counters: Section = {
    least: 8,
    most: 8,
    vital: true,
    panels: row([requests, tokens, outcomes, errors], [22, 20, 19, 19]),
  };
  const throughput: Section = { least: 4, most: 4, panels: row([(part) => throughputPanel(context, part)]) };

  if (area.width >= wideColumns)
    return stack(area, [
      counters,
      {
        least: 4,
        most: 6,
        panels: row([
          (part) => sparklinePanel(context, 'requests', part),
          (part) => sparklinePanel(context, 'tokens', part),
        ]),
      },
      { least: 6, most: 6, vital: true, panels: row([latency, scheduler], [3, 2]) },
      { least: 9, most: Infinity, panels: row([duration, bars], [3, 2]) },
      { least: 6, most: Infinity, panels: row([table, failures], [3, 2]) },
    ]);
  if (area.width >= fourCounterColumns)
    return stack(area, [
      counters,
      throughput,
      { least: 6, most: 6, vital: true, panels: row([latency, scheduler], [14, 8]) },
      { least: 10, most: Infinity, panels: row([duration]) },
      { least: 5, most: Infinity, panels: row([bars, failures], [4, 5]) },
    ]);
  return stack(area, [
    { least: 7, most: area.height > 16 ? 8 : 7, vital: true, panels: row([requests, tokens]) },
    { least: 4, most: 5, panels: row([(part) => outcomesAndErrorsPanel(context, part)]) },
    { least: 6, most: 6, vital: true, panels: row([latency]) },
    throughput,
    { least: 5, most: Infinity, panels: row([bars]) },
    { least: 5, most: Infinity, panels: row([failures]) },
  ]);
}

function charts(context: LiveContext, area: Rectangle): readonly Panel[] {
  const chart =
    (name: Parameters<typeof chartPanel>[1]): PanelMaker =>
    (part) =>
      chartPanel(context, name, part);
  const flexible = { least: 8, most: Infinity };
  if (area.width >= wideColumns)
    return stack(area, [
      { ...flexible, panels: row([chart('requests'), chart('tokens')]) },
      { ...flexible, panels: row([chart('duration'), chart('firstToken')]) },
    ]);
  return stack(area, [
    { least: 4, most: 4, panels: row([(part) => throughputPanel(context, part)]) },
    { ...flexible, panels: row([chart('duration')]) },
    { ...flexible, panels: row([chart('firstToken')]) },
  ]);
}

function models(context: LiveContext, area: Rectangle): readonly Panel[] {
  const { models, endpoints } = context.stats.snapshot;
  const count = Math.max(Object.keys(models).length, Object.keys(endpoints).length);
  return stack(area, [
    {
      least: 5,
      most: Math.max(5, Math.min(count + 2, Math.floor(area.height / 2))),
      panels: row([
        (part) => barsPanel(context, 'model', part),
        (part) => barsPanel(context, 'endpoint', part),
      ]),
    },
    { least: 6, most: Infinity, panels: row([(part) => modelTablePanel(context, part, true)]) },
  ]);
}

function failureView(context: LiveContext, area: Rectangle): readonly Panel[] {
  const outcomes: PanelMaker = (part) => outcomesPanel(context, part);
  const errors: PanelMaker = (part) => errorsPanel(context, part);
  const limits: PanelMaker = (part) => limitsPanel(context, part);
  const log: Section = {
    least: 5,
    most: Infinity,
    panels: row([(part) => failureLogPanel(context, part, true)]),
  };
  const counters = { least: 8, most: 8, vital: true };
  if (area.width >= wideColumns)
    return stack(area, [{ ...counters, panels: row([outcomes, errors, limits], [1, 1, 2]) }, log]);
  const rows = (context.stats.rateLimits?.latest.length ?? 0) + 4;
  return stack(area, [
    { ...counters, panels: row([outcomes, errors]) },
    { least: 4, most: Math.min(8, rows), panels: row([limits]) },
    log,
  ]);
}

const views: Readonly<
  Record<DashboardState['view'], (context: LiveContext, area: Rectangle) => readonly Panel[]>
> = { overview, charts, models, failures: failureView };

/** What is shown until a server has answered. */
function waitingPanel(context: ViewContext, area: Rectangle): Panel {
  const { width } = inside(area);
  const lines: readonly StyledLine[] = [
    [],
    [span('  No llmsim answers at this address yet.')],
    [],
    [span('  Start one:     '), span('llmsim serve', 'strong')],
    [span('  Or watch:      '), span('llmsim tui http://host:port', 'strong')],
  ];
  return {
    title: [],
    area,
    body: { type: 'text', lines: lines.map((line) => fitLine(line, width, context.glyphs)) },
  };
}

function panelsOf(context: ViewContext, area: Rectangle): readonly Panel[] {
  const { state } = context;
  if (state.helpShown) return [helpPanel(context, area)];
  if (state.stats !== undefined) return views[state.view]({ ...context, stats: state.stats }, area);
  // While the first answer is awaited, which takes a moment, the screen stays empty.
  const asking = state.connection.phase === 'waiting' && state.connection.reason === undefined;
  return asking ? [] : [waitingPanel(context, area)];
}

/** What a state looks like on a screen of a size. */
export function viewDashboard(context: ViewContext, size: ScreenSize): DashboardView {
  const { width, height } = size;
  const { glyphs } = context;
  if (width < smallestSize.width || height < smallestSize.height) {
    const text = ` llmsim needs ${smallestSize.width} by ${smallestSize.height}; this is ${width} by ${height}.`;
    const lines = Array.from({ length: height }, (_, line) =>
      fitLine(line === Math.floor(height / 2) ? [span(text)] : [], width, glyphs),
    );
    return { size, background: lines, panels: [] };
  }
  const banner = bannerLine(context, width);
  const top = banner === undefined ? 1 : 2;
  const panels = panelsOf(context, { left: 0, top, width, height: height - top - 1 });
  const background = [...frameLines(panels, size, glyphs)];
  background[0] = headerLine(context, width);
  if (banner !== undefined) background[1] = banner;
  background[height - 1] = footerLine(context, width);
  return { size, background, panels };
}
