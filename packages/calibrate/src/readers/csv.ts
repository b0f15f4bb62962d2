import { CaptureError } from '../capture/capture-error.js';
import { longestMs } from '../capture/capture-node.js';
import type { CapturedChunks } from '../capture/captured-request.js';
import { uncountedChunks } from './chunk-gaps.js';
import type { RecordedReply } from './capture-format.js';
import { parseCsv, type CsvRow } from './csv-rows.js';

/** The columns and their names; the first is the one that documents use. */
const columns = {
  model: ['model'],
  inputTokens: ['input_tokens', 'prompt_tokens'],
  cachedTokens: ['cached_tokens', 'cached_input_tokens'],
  outputTokens: ['output_tokens', 'completion_tokens'],
  hiddenTokens: ['hidden_tokens'],
  firstTokenMs: ['time_to_first_token_ms', 'ttft_ms'],
  totalMs: ['total_ms', 'duration_ms', 'total_time_ms'],
  chunkTimes: ['chunk_times_ms'],
  chunkTokens: ['chunk_tokens'],
} as const satisfies Record<string, readonly string[]>;

type Column = keyof typeof columns;

/** The names of the columns, for help and messages. */
export const csvColumns: readonly string[] = Object.values(columns).map(([name]) => name);

/** Whether a first line is the head of such a table. */
export function isCsvHead(line: string): boolean {
  const names = line.split(',').map((name) => name.replaceAll(/["\r]/g, ''));
  return indexOf(names, 'outputTokens') !== -1;
}

function indexOf(head: readonly string[], column: Column): number {
  const names: readonly string[] = columns[column];
  return head.findIndex((name) => names.includes(name.trim().toLowerCase()));
}

/**
 * A table with a line of names: model, input_tokens, output_tokens, and time_to_first_token_ms or total_ms or both.
 * `chunk_times_ms` and `chunk_tokens` are lists with spaces between.
 * @throws CaptureError with the line of what is wrong
 */
export function readCsv(file: string, text: string): readonly RecordedReply[] {
  const [head, ...rows] = parseCsv(file, text);
  const places = Object.fromEntries(
    Object.keys(columns).map((column) => [column, indexOf(head?.cells ?? [], column as Column)]),
  ) as Record<Column, number>;
  const timed = [places.firstTokenMs, places.totalMs, places.chunkTimes].some((place) => place !== -1);
  if (places.outputTokens === -1 || !timed) {
    throw new CaptureError(
      file,
      1,
      `the first line must name the columns: output_tokens, and time_to_first_token_ms, total_ms or chunk_times_ms; known are ${csvColumns.join(', ')}.`,
    );
  }
  return rows.map((row) => readRow(file, row, head?.cells.length ?? 0, places));
}

function readRow(
  file: string,
  { line, cells }: CsvRow,
  width: number,
  places: Readonly<Record<Column, number>>,
): RecordedReply {
  const fail = (what: string): never => {
    throw new CaptureError(file, line, what);
  };
  if (cells.length !== width) return fail(`expected ${width} cells, found ${cells.length}.`);
  const cellOf = (column: Column) => cells[places[column]] ?? '';
  const toNumber = (column: Column, text: string, isWhole: boolean): number => {
    const value = text === '' ? NaN : Number(text);
    if (value < 0)
      return fail(
        `${columns[column][0]}: ${isWhole ? 'a number' : 'a time'} may not be negative, found ${text}.`,
      );
    const isRight = isWhole ? Number.isSafeInteger(value) : value <= longestMs;
    return isRight
      ? value
      : fail(
          `${columns[column][0]}: expected a ${isWhole ? 'whole number' : 'number of milliseconds'}, found "${text}".`,
        );
  };
  const numberOf = (column: Column, isWhole: boolean) => {
    const text = cellOf(column);
    return text === '' ? undefined : toNumber(column, text, isWhole);
  };
  const listOf = (column: Column, isWhole: boolean) => {
    const items = cellOf(column)
      .split(/[\s;|]+/)
      .filter((item) => item !== '');
    return items.length === 0 ? undefined : items.map((item) => toNumber(column, item, isWhole));
  };
  const outputTokens = numberOf('outputTokens', true) ?? 0;
  const atMs = listOf('chunkTimes', false);
  const tokens = listOf('chunkTokens', true);
  if (atMs !== undefined && tokens !== undefined && atMs.length !== tokens.length) {
    return fail(
      `there must be as many chunk_tokens as chunk_times_ms; found ${tokens.length} and ${atMs.length}.`,
    );
  }
  if (atMs?.some((time, index) => time < (atMs[index - 1] ?? 0)) === true) {
    return fail('chunk_times_ms: times may not fall.');
  }
  const chunks: CapturedChunks | undefined =
    tokens === undefined ? uncountedChunks(atMs) : { atMs, tokens, kinds: undefined };
  const firstChunkMs = numberOf('firstTokenMs', false) ?? atMs?.[0];
  const totalMs = numberOf('totalMs', false) ?? atMs?.at(-1);
  if (firstChunkMs !== undefined && totalMs !== undefined && totalMs < firstChunkMs) {
    return fail(`the first token came after ${firstChunkMs} ms, and all of it after ${totalMs} ms.`);
  }
  if (outputTokens === 0 || (firstChunkMs === undefined && totalMs === undefined)) return 'skipped';
  return {
    model: cellOf('model') || undefined,
    inputTokens: numberOf('inputTokens', true),
    cachedInputTokens: numberOf('cachedTokens', true) ?? 0,
    outputTokens,
    hiddenTokens: numberOf('hiddenTokens', true) ?? 0,
    firstChunkMs,
    totalMs,
    chunkCount: chunks?.tokens?.length ?? atMs?.length,
    chunks,
  };
}
