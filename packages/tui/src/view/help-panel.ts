import { inside, type Panel, type Rectangle } from './panel.js';
import { fitLine, span, type StyledLine } from './styled-text.js';
import type { ViewContext } from './view-context.js';

/** All keys and what they do. */
export function helpPanel(context: ViewContext, area: Rectangle): Panel {
  const { glyphs, state, logFile } = context;
  const { width, height } = inside(area);
  const keys: readonly (readonly [string, string])[] = [
    ['1 2 3 4  tab', 'show another view'],
    [glyphs.upDown, 'select a model, scroll the failures'],
    [glyphs.sides, 'sort the models by another column'],
    ['enter', 'reverse the order of the models'],
    ['r', 'ask the server now'],
    ['p', 'pause, and go on'],
    ['+  -', `ask less or more often (every ${state.intervalMs} ms)`],
    ['?', 'this help; any view closes it'],
    ['q  Ctrl-C', 'quit'],
    ['+12 in a title', 'counted before the server was restarted'],
  ];
  const lines: readonly StyledLine[] = [
    ...keys.map(([key, meaning]): StyledLine => [span(`  ${key.padEnd(16)}`, 'strong'), span(meaning)]),
    [],
    [span(`  server ${state.url}`, 'dim')],
    ...(logFile === undefined ? [] : [[span(`  log    ${logFile}`, 'dim')]]),
  ];
  return {
    title: [span('Help', 'accent')],
    area,
    body: { type: 'text', lines: lines.slice(0, height).map((line) => fitLine(line, width, glyphs)) },
  };
}
