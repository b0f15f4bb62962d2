import type { Outcome } from '@llmsim/core';
import type { Failure } from '../stats/failure-log.js';
import { formatTime } from './format-number.js';
import { inside, type Panel, type Rectangle } from './panel.js';
import { fit, fitLine, printable, span, type Glyphs, type StyledLine } from './styled-text.js';
import type { LiveContext } from './view-context.js';

/** Below this width endpoints are left out. */
const narrowColumns = 60;

/** So many columns of a cause are shown, however long the name of the model. */
const shortestCause = 8;

/** What a failure is called of which nobody said the cause. */
function kindOf(status: number, outcome: Outcome): string {
  if (status === 429) return 'rate limit';
  if (status === 408 || status === 504) return 'timeout';
  if (status >= 500) return 'server error';
  return status >= 400 ? 'request error' : outcome;
}

function whereOf({ endpoint, model }: Failure, narrow: boolean, glyphs: Glyphs): string {
  return (narrow ? [model] : [endpoint, model])
    .filter((part) => part !== '')
    .map((part) => printable(part, glyphs))
    .join(` ${glyphs.separator} `);
}

function failureLine(
  failure: Failure,
  longestWhere: number,
  width: number,
  context: LiveContext,
): StyledLine {
  const { glyphs, timeZoneMinutes } = context;
  const { wallMs, status, outcome, cause } = failure;
  const narrow = width < narrowColumns;
  const what = printable((cause ?? kindOf(status, outcome)).replaceAll(/[-_]/g, ' '), glyphs);
  const gap = narrow ? ' ' : '  ';
  // Time, status and gaps come first; what is left belongs to the model.
  const free = width - 12 - 3 * gap.length;
  const room = Math.max(shortestCause, Math.min(narrow ? 14 : 20, free - longestWhere));
  return fitLine(
    [
      span(` ${formatTime(wallMs, timeZoneMinutes)}${gap}`, 'dim'),
      span(status === 0 ? glyphs.missing.padEnd(3) : String(status), status < 400 ? 'warn' : 'bad'),
      span(`${gap}${fit(what, room, glyphs)}${gap}`),
      span(whereOf(failure, narrow, glyphs), 'dim'),
    ],
    width,
    glyphs,
  );
}

/**
 * The last failures, newest first.
 * @param scrolled - whether the panel follows the arrow keys
 */
export function failureLogPanel(context: LiveContext, area: Rectangle, scrolled: boolean): Panel {
  const { failures, failureOffset } = context.state;
  const { width, height } = inside(area);
  const offset = scrolled ? Math.min(failureOffset, Math.max(0, failures.length - height)) : 0;
  const shown = failures.toReversed().slice(offset, offset + height);
  const longestWhere = Math.max(
    0,
    ...shown.map((failure) => whereOf(failure, width < narrowColumns, context.glyphs).length),
  );
  const note =
    scrolled && failures.length > height
      ? ` ${offset + 1} to ${offset + shown.length} of ${failures.length}, newest first`
      : '';
  return {
    title: [span('Recent failures', 'accent'), span(note, 'dim')],
    area,
    body: {
      type: 'text',
      lines:
        shown.length === 0
          ? [[span(' none', 'dim')]]
          : shown.map((failure) => failureLine(failure, longestWhere, width, context)),
    },
  };
}
