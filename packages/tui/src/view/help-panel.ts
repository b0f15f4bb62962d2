import { inside, type Panel, type Rectangle } from './panel.js';
import { fitLine, span, type StyledLine } from './styled-text.js';
import type { ViewContext } from './view-context.js';

/** All keys and what they do, and what the words on the screen mean. */
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
  ];
  const verdicts: readonly (readonly [string, string])[] = [
    [`${glyphs.dot} ok`, 'the simulator keeps to its own schedule'],
    [`${glyphs.dot} degraded`, 'in 10 s, over 1 % of events 10 ms late'],
    [`${glyphs.dot} invalid`, 'over 1 % 50 ms late: discard the run'],
  ];
  const words: readonly (readonly [string, string])[] = [
    ['per s, 60 s', 'the mean rate over the last 60 seconds'],
    ['abandoned', 'output tokens generated but never delivered'],
    ['disconnected', 'requests whose connection a fault cut'],
    ['lost', 'requests that ended when their process died'],
    ['lag', 'how late the simulator wrote its events'],
    ['+12 in a title', 'counted before the server was restarted'],
  ];
  const rows = (pairs: readonly (readonly [string, string])[]) =>
    pairs.map(([name, meaning]): StyledLine => [span(`  ${name.padEnd(16)}`, 'strong'), span(meaning)]);
  const server: readonly StyledLine[] = [
    [span(`  server ${state.url}`, 'dim')],
    ...(logFile === undefined ? [] : [[span(`  log    ${logFile}`, 'dim')]]),
  ];
  const sections = [rows(keys), rows(verdicts), server, rows(words)];
  // Small screens have no room for empty lines between the sections, nor for the last of them.
  const empty = height - sections.flat().length;
  const lines = sections.flatMap((section, index) =>
    index > 0 && index <= empty ? [[], ...section] : section,
  );
  return {
    title: [span('Help', 'accent')],
    area,
    body: { type: 'text', lines: lines.slice(0, height).map((line) => fitLine(line, width, glyphs)) },
  };
}
