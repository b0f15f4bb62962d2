import { CaptureError } from '../capture/capture-error.js';

/** A row of a table and the line on which it begins. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The rows of a table in CSV (RFC 4180): cells may be in quotes, and have commas and line ends then. Empty lines are
 * passed over.
 * @throws CaptureError for a quote that is never closed
 */
export function parseCsv(file: string, text: string): readonly CsvRow[] {
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let line = 1;
  let beginLine = 1;
  const cell = /"((?:[^"]|"")*)"(?=[,\r\n]|$)|([^,\r\n"]*)(?=[,\r\n]|$)/y;
  let at = 0;
  while (at <= text.length) {
    cell.lastIndex = at;
    const match = cell.exec(text);
    if (match === null)
      throw new CaptureError(
        file,
        line,
        'there is a quote that is not closed, or not at the edge of a cell.',
      );
    const [all, quoted, plain = ''] = match;
    cells.push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"'));
    line += all.split('\n').length - 1;
    at += all.length;
    const lineEnd = /\r\n|\r|\n|$/y;
    lineEnd.lastIndex = at;
    const end = lineEnd.exec(text);
    if (end === null) {
      at += 1;
      continue;
    }
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: beginLine, cells });
    cells = [];
    line += 1;
    beginLine = line;
    if (at >= text.length) break;
    at += end[0].length;
    if (at >= text.length) break;
  }
  return rows;
}
