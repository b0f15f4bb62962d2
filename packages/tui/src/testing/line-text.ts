import type { DashboardView } from '../dashboard-view.js';
import type { Panel } from '../view/panel.js';
import type { StyledLine } from '../view/styled-text.js';

/** A line without its styles. */
export function lineText(line: StyledLine): string {
  return line.map(({ text }) => text).join('');
}

/** The lines of a panel without their styles. */
export function panelLines(panel: Panel): readonly string[] {
  return panel.body.type === 'text' ? panel.body.lines.map(lineText) : [];
}

/** The titles of a view's panels, from top left to bottom right. */
export function panelTitles(view: DashboardView): readonly string[] {
  return view.panels.map(({ title }) => lineText(title));
}
