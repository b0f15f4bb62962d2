import { LlmsimError } from '@llmsim/core';
import { CaptureError } from '../capture/capture-error.js';
import { parseLines, parseNode, type CaptureNode } from '../capture/capture-node.js';
import type { Capture, CapturedRequest } from '../capture/captured-request.js';
import { aiperfFormat } from './aiperf.js';
import { countSingleTokens } from './chunk-gaps.js';
import type { JsonFormat, RecordedReply } from './capture-format.js';
import { csvColumns, isCsvHead, readCsv } from './csv.js';
import { guidellmFormat } from './guidellm.js';
import { harFormat } from './har.js';
import { ledgerFormat } from './ledger.js';
import { otlpFormat } from './otlp.js';
import { vllmFormat } from './vllm.js';

const jsonFormats: readonly JsonFormat[] = [
  ledgerFormat,
  harFormat,
  aiperfFormat,
  guidellmFormat,
  vllmFormat,
  otlpFormat,
];

const csvSummary = `a table; columns: ${csvColumns.join(', ')}`;

/** The formats that are read, with what each is. */
export const captureFormats: readonly { readonly name: string; readonly summary: string }[] = [
  ...jsonFormats.map(({ name, summary }) => ({ name, summary })),
  { name: 'csv', summary: csvSummary },
];

/**
 * Reads captured traffic.
 * @param file - the name of the file, for messages
 * @param text - all that is in it
 * @param format - one of `captureFormats`; by default what it looks like
 * @throws CaptureError in one line, with file and line number, if it is not what it says
 */
export function readCapture(file: string, text: string, format?: string): Capture {
  if (format !== undefined && !captureFormats.some(({ name }) => name === format)) {
    throw new LlmsimError('LLMSIM_CAPTURE', `There is no format "${format}". There are: ${listFormats()}.`);
  }
  const content = text.replace(/^\uFEFF/, '');
  if (content.trim() === '') throw new CaptureError(file, undefined, 'the file is empty.');
  const [firstLine = '', secondLine = ''] = content.split('\n', 2);
  if (format === 'csv' || (format === undefined && isCsvHead(firstLine))) {
    return toCapture(file, 'csv', readCsv(file, content));
  }
  if (format === undefined && !/^\s*[{[]/.test(content)) {
    throw new CaptureError(file, 1, `this is no capture that llmsim knows: ${listFormats()}.`);
  }
  const documents = parseDocuments(file, content, [firstLine, secondLine]);
  const first = documents[0] as CaptureNode;
  const chosen = jsonFormats.find((candidate) =>
    format === undefined ? candidate.recognizes(first) : candidate.name === format,
  );
  if (chosen === undefined) return first.fail(`this is no capture that llmsim knows: ${listFormats()}`);
  const records = documents.flatMap((document) =>
    chosen.recognizes(document) ? chosen.read(document) : document.fail(`this is not ${chosen.summary}`),
  );
  return toCapture(file, chosen.name, records);
}

function listFormats(): string {
  return captureFormats.map(({ name }) => name).join(', ');
}

/** One document, or one on each line: then one of the first two lines is a whole one. */
function parseDocuments(file: string, text: string, firstLines: readonly string[]): readonly CaptureNode[] {
  const areLines = text.trimEnd().includes('\n') && firstLines.some(isWhole);
  return areLines ? parseLines(file, text) : [parseNode(file, text)];
}

function isWhole(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}

function toCapture(file: string, format: string, records: readonly RecordedReply[]): Capture {
  const requests = records.filter((record): record is CapturedRequest => record !== 'skipped');
  return { file, format, requests: countSingleTokens(requests), skipped: records.length - requests.length };
}
