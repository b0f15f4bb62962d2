import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printReport } from './print-report.ts';
import { renderHtml } from './render-html.ts';
import type { Report } from './report.ts';

/** Writes a report as `NAME.html` and `NAME.txt`, and its data as `NAME.json`. @returns the paths */
export function writeReport(
  directory: string,
  name: string,
  report: Report,
  data: object,
): readonly string[] {
  mkdirSync(directory, { recursive: true });
  const { title, command, machine } = report;
  const files: readonly (readonly [string, string])[] = [
    ['html', renderHtml(report)],
    ['txt', printReport(report)],
    ['json', `${JSON.stringify({ title, command, machine, ...data }, withoutSamples, 2)}\n`],
  ];
  return files.map(([ending, text]) => {
    const path = join(directory, `${name}.${ending}`);
    writeFileSync(path, text);
    return path;
  });
}

/** Samples are summed up elsewhere; all of them would be megabytes. */
function withoutSamples(_key: string, value: unknown): unknown {
  if (value instanceof Float64Array) return undefined;
  return typeof value === 'number' ? Number(value.toPrecision(6)) : value;
}
