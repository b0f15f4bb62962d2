import type { Outcome } from '@llmsim/core';
import type { Failure } from '../stats/failure-log.js';
import { formatTime } from './format-number.js';
import { inside, type Panel, type Rectangle } from './panel.js';
import { fit, fitLine, printable, span, type StyledLine } from './styled-text.js';
import type { LiveContext } from './view-context.js';

/** What a failure is called of which nobody said the cause. */
function kindOf(status: number, outcome: Outcome): string {
  if (status === 429) return 'rate limit';
  if (status === 408 || status === 504) return 'timeout';
  if (status >= 500) return 'server error';
  return status >= 400 ? 'request error' : outcome;
}

function failureLine(failure: Failure, width: number, context: LiveContext): StyledLine {
  const { glyphs, timeZoneMinutes } = context;
  const { wallMs, status, outcome, cause, endpoint, model } = failure;
  const narrow = width < 60;
  const what = printable((cause ?? kindOf(status, outcome)).replaceAll(/[-_]/g, ' '), glyphs);
  const where = (narrow ? [model] : [endpoint, model])
    .filter((part) => part !== '')
    .map((part) => printable(part, glyphs));
  return fitLine(
    [
      span(` ${formatTime(wallMs, timeZoneMinutes)}  `, 'dim'),
      span(status === 0 ? glyphs.missing.padEnd(3) : String(status), status < 400 ? 'warn' : 'bad'),
      span(`  ${fit(what, narrow ? 15 : 20, glyphs)}  `),
      span(where.join(` ${glyphs.separator} `), 'dim'),
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
          : shown.map((failure) => failureLine(failure, width, context)),
    },
  };
}
