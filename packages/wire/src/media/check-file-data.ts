import { pathOf, refuse } from '../json/request-reader.js';
import type { Place } from '../json/request-reader.js';
import { isBase64 } from './base64.js';

const head = /^data:([\w.+-]+\/[\w.+-]+)?(?:;[\w=.+-]+)*?(;base64)?,/;
const longestHead = 256;

/**
 * Refuses file data that is no Base64 data URL with a MIME type: both of OpenAI's APIs take nothing else. Only the
 * beginning and the length are looked at.
 * @param place - where `file_data` stands
 * @throws RequestError
 */
export function checkFileData(data: string, place: Place): void {
  const problem = problemOf(data);
  if (problem === undefined) return;
  const path = pathOf(place);
  refuse(
    `Invalid file data: '${path}'. Expected a base64-encoded data URL with a valid file MIME type (e.g. 'data:application/pdf;base64,JVBERi0xLjcK'), but got ${problem}.`,
    path,
    'invalid_value',
  );
}

function problemOf(data: string): string | undefined {
  if (!data.startsWith('data:')) return "a value without the 'data:' prefix";
  const [start = '', mimeType, encoding] = head.exec(data.slice(0, longestHead)) ?? [];
  if (start === '' || mimeType === undefined) return 'a value without a MIME type';
  if (encoding === undefined) return 'a value that is not base64-encoded';
  if (data.length === start.length) return 'empty base64-encoded bytes';
  // Long files are not read to their end: what is wrong with one is wrong with its beginning.
  const begin = data.slice(start.length, start.length + 1024);
  const whole = data.length <= start.length + 1024;
  return isBase64(whole ? begin : begin.slice(0, 1020)) ? undefined : 'invalid base64-encoded bytes';
}
