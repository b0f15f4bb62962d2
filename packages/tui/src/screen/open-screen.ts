import type { Widgets } from 'blessed';
import type { DashboardScreen, ScreenOptions } from '../dashboard-screen.js';
import { inside, type Chart, type Panel } from '../view/panel.js';
import { blessed, line } from './blessed-widgets.js';
import { chartColor, markupOf } from './markup.js';

/** What blessed knows of a terminal, as far as it has to be corrected. */
interface TerminalFeatures {
  unicode: boolean;
  brokenACS: boolean;
}

interface Keypress {
  readonly name?: string;
  readonly full?: string;
}

function openTerminal(options: ScreenOptions): Widgets.Screen {
  // blessed cannot read the terminal descriptions of today (their numbers have 32 bits), and what it makes of some of
  // them it prints over the screen. Its own description of an xterm is understood by every terminal of today.
  (blessed as unknown as { tput: { ipaths: string[] } }).tput.ipaths.length = 0;
  const screen = blessed.screen({
    input: options.input,
    output: options.output,
    terminal: 'xterm-256color',
    forceUnicode: options.unicode,
    smartCSR: false,
    resizeTimeout: 50,
  });
  // Frames are sent as the characters they are, not by switching to the line-drawing set of a VT100.
  const features = (screen as unknown as { tput: TerminalFeatures }).tput;
  features.brokenACS = true;
  features.unicode = options.unicode;
  return screen;
}

/** The name of a key as the dashboard knows it. */
function keyName(character: string | undefined, key: Keypress | undefined): string | undefined {
  // Enter is reported twice, under both of its names.
  if (key?.name === 'return') return undefined;
  return key?.name === undefined ? character : key.full;
}

function createChart(screen: Widgets.Screen, panel: Panel, options: ScreenOptions): ReturnType<typeof line> {
  const quiet = chartColor('dim', options.color);
  const widget = line({
    ...inside(panel.area),
    wrap: false,
    xPadding: 12,
    xLabelPadding: 10,
    style: { text: quiet, baseline: quiet },
  });
  // The widget leaves room for a frame of its own and a line under the labels; here the frame is drawn around it.
  widget.calcSize = () => {
    widget.canvasSize = { width: Number(widget.width) * 2, height: (Number(widget.height) + 1) * 4 };
  };
  screen.append(widget);
  return widget;
}

function fillChart(widget: ReturnType<typeof line>, chart: Chart, color: boolean): void {
  const labels = [...chart.labels];
  widget.options.maxY = chart.top;
  widget.options.numYLabels = Math.round(chart.top / chart.step);
  // Thousands in full; blessed-contrib writes 250,000 as 0.25m.
  widget.options.abbreviate = chart.top > 1_000_000;
  widget.options.showNthLabel = chart.labels.findIndex((label, index) => index > 0 && label.trim() !== '');
  widget.setData(
    chart.series.map(({ name, style, values }) => ({
      title: name,
      x: labels,
      y: [...values],
      style: { line: chartColor(style, color) },
    })),
  );
}

/** Takes over the terminal until the screen is closed. */
export function openScreen(options: ScreenOptions): DashboardScreen {
  const screen = openTerminal(options);
  // Lines fit exactly; blessed would break them at a space before the last column.
  const background = blessed.box({
    parent: screen,
    wrap: false,
    left: 0,
    top: 0,
    width: '100%',
    height: '100%',
    tags: true,
  });
  let widgets: (Widgets.BoxElement | ReturnType<typeof line>)[] = [];
  let layout = '';
  let closed = false;

  screen.on('keypress', (character: string | undefined, key: Keypress | undefined) => {
    const name = keyName(character, key);
    if (name !== undefined) options.onKey(name);
  });
  screen.on('resize', options.onResize);

  /** Widgets are kept while the panels keep their places, and made anew when they do not. */
  function arrange(panels: readonly Panel[]): void {
    const wanted = JSON.stringify(panels.map(({ area, body }) => [area, body.type]));
    if (wanted === layout) return;
    layout = wanted;
    for (const widget of widgets) widget.destroy();
    widgets = panels.map((panel) =>
      panel.body.type === 'chart'
        ? createChart(screen, panel, options)
        : blessed.box({ parent: screen, ...inside(panel.area), tags: true, wrap: false }),
    );
  }

  return {
    size: () => ({ width: Number(screen.width), height: Number(screen.height) }),
    draw(view) {
      if (closed) return;
      background.setContent(markupOf(view.background, options.color));
      arrange(view.panels);
      view.panels.forEach(({ body }, index) => {
        const widget = widgets[index];
        if (widget === undefined) return;
        if (body.type === 'chart') fillChart(widget as ReturnType<typeof line>, body.chart, options.color);
        else widget.setContent(markupOf(body.lines, options.color));
      });
      screen.render();
    },
    close() {
      if (closed) return;
      closed = true;
      screen.destroy();
    },
  };
}
