import { describeMachineLines } from '../instruments/describe-machine.ts';
import type { Report, Table } from './report.ts';

/** A report as text. */
export function printReport(report: Report): string {
  const parts = [report.title, ...describeMachineLines(report.machine), `command: ${report.command}`];
  for (const { title, tables } of report.sections) {
    parts.push('', `== ${title}`);
    for (const table of tables) parts.push('', printTable(table));
  }
  return `${parts.join('\n')}\n`;
}

/** A table as text: the first column to the left, the others to the right. */
export function printTable({ title, columns, rows }: Table): string {
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('  ')
      .trimEnd();
  return [
    title,
    line(columns),
    line(widths.map((width) => '-'.repeat(width))),
    ...rows.map((row) => line(columns.map((_, index) => row[index] ?? ''))),
  ].join('\n');
}
