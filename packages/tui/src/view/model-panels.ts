import type { GroupSnapshot } from '@llmsim/core';
import { modelColumns, sortedGroups, type ModelColumn } from '../dashboard-state.js';
import { horizontalBar } from './bar.js';
import { formatAmount, formatCount, formatShort } from './format-number.js';
import { inside, type Panel, type Rectangle } from './panel.js';
import { fit, fitLine, fitRight, printable, span, type StyledLine } from './styled-text.js';
import type { LiveContext } from './view-context.js';

const headings: Readonly<Record<ModelColumn, { readonly long: string; readonly short: string }>> = {
  model: { long: 'model', short: 'model' },
  requests: { long: 'requests', short: 'reqs' },
  active: { long: 'active', short: 'act' },
  errors: { long: 'errors', short: 'errs' },
  input: { long: 'input tokens', short: 'input' },
  output: { long: 'output tokens', short: 'output' },
  latency: { long: 'average ms', short: 'avg ms' },
};

function numberOf(group: GroupSnapshot, column: Exclude<ModelColumn, 'model'>): number {
  switch (column) {
    case 'requests':
      return group.requests;
    case 'active':
      return group.active;
    case 'errors':
      return group.errors;
    case 'input':
      return group.input_tokens;
    case 'output':
      return group.output_tokens;
    case 'latency':
      return group.avg_latency_ms;
  }
}

/** The first row to show, so that the selected one is visible. */
function scrollOffset(selected: number, rows: number, visible: number): number {
  return Math.max(0, Math.min(selected - Math.floor(visible / 2), rows - visible));
}

/**
 * The table of models, in the order of the state.
 * @param selecting - whether to show which row is selected
 */
export function modelTablePanel(context: LiveContext, area: Rectangle, selecting: boolean): Panel {
  const { glyphs, state, stats } = context;
  const { width, height } = inside(area);
  const models = sortedGroups(stats.snapshot.models, state.sort);
  const numberColumns = modelColumns.slice(1) as readonly Exclude<ModelColumn, 'model'>[];
  const longest = models.reduce((most, [name]) => Math.max(most, name.length), 22);
  // Numbers can be abbreviated, names cannot.
  const columnWidth = Math.max(7, Math.min(15, Math.floor((width - longest - 2) / numberColumns.length)));
  const nameWidth = width - columnWidth * numberColumns.length - 1;
  const arrow = state.sort.descending ? glyphs.descending : glyphs.ascending;
  const heading = (column: ModelColumn, room: number) => {
    const marked = column === state.sort.column ? arrow : '';
    const long = headings[column].long + marked;
    return long.length < room ? long : headings[column].short + marked;
  };
  const styleOf = (column: ModelColumn) => (column === state.sort.column ? 'accent' : 'dim');
  const cell = (value: number, column: ModelColumn) => {
    const text = column === 'latency' ? formatAmount(value) : formatCount(value);
    return fitRight(text.length < columnWidth ? text : formatShort(value), columnWidth, glyphs);
  };
  const first = scrollOffset(state.selectedRow, models.length, height - 1);
  const rows = models.slice(first, first + height - 1).map(([name, group], index): StyledLine => {
    const selected = selecting && first + index === state.selectedRow;
    const text = fit(` ${printable(name, glyphs)}`, nameWidth, glyphs);
    const cells = numberColumns.map((column) => cell(numberOf(group, column), column));
    if (selected) return [span(fit(text + cells.join(''), width, glyphs), 'selected')];
    return fitLine(
      [
        span(text),
        ...numberColumns.map((column, number) => {
          const value = numberOf(group, column);
          const style = value === 0 ? 'dim' : column === 'errors' ? 'bad' : 'plain';
          return span(cells[number] ?? '', style);
        }),
      ],
      width,
      glyphs,
    );
  });
  const head = fitLine(
    [
      span(fit(` ${heading('model', nameWidth)}`, nameWidth, glyphs), styleOf('model')),
      ...numberColumns.map((column) =>
        span(fitRight(heading(column, columnWidth), columnWidth, glyphs), styleOf(column)),
      ),
    ],
    width,
    glyphs,
  );
  const note =
    models.length > rows.length ? ` ${first + 1} to ${first + rows.length} of ${models.length}` : '';
  return {
    title: [span('Models', 'accent'), span(note, 'dim')],
    area,
    body: { type: 'text', lines: [head, ...rows] },
  };
}

/** A number beside a bar is abbreviated from so many characters on. */
const widestAmount = 9;

/** The fewest columns that a bar is worth: a name is worth more. */
const shortestBar = 3;

/**
 * A bar for each model or endpoint, of what the table is sorted by, the longest first.
 * @param by - what the requests are grouped by; its names are the server's
 */
export function barsPanel(context: LiveContext, by: 'model' | 'endpoint', area: Rectangle): Panel {
  const { glyphs, state, stats } = context;
  const { width, height } = inside(area);
  const column = state.sort.column === 'model' ? 'requests' : state.sort.column;
  const groups = by === 'model' ? stats.snapshot.models : stats.snapshot.endpoints;
  const shown = sortedGroups(groups, { column, descending: true }).slice(0, height);
  const longestName = Math.max(5, ...shown.map(([name]) => name.length));
  const largest = Math.max(0, ...shown.map(([, group]) => numberOf(group, column)));
  const amountOf = (value: number) => {
    const text = column === 'latency' ? formatAmount(value) : formatCount(value);
    return text.length < widestAmount ? text : formatShort(value);
  };
  const valueWidth = 2 + Math.max(3, ...shown.map(([, group]) => amountOf(numberOf(group, column)).length));
  const nameWidth = Math.min(longestName + 2, width - valueWidth - 1 - shortestBar);
  const barWidth = width - nameWidth - valueWidth - 1;
  const lines = shown.map(([name, group]): StyledLine => {
    const value = numberOf(group, column);
    return fitLine(
      [
        span(fit(` ${printable(name, glyphs)}`, nameWidth - 1, glyphs) + ' '),
        span(
          fit(horizontalBar(largest > 0 ? value / largest : 0, barWidth, glyphs), barWidth, glyphs),
          'first',
        ),
        span(fitRight(amountOf(value), valueWidth, glyphs), 'strong'),
      ],
      width,
      glyphs,
    );
  });
  return {
    title: [span(`By ${by}`, 'accent'), span(` ${glyphs.separator} ${headings[column].long}`, 'dim')],
    area,
    body: { type: 'text', lines },
  };
}
