import type { SimContent } from '@llmsim/core';
import {
  asFields,
  checkFileData,
  checkUrl,
  decodedLength,
  inspectImage,
  pathOf,
  readChoice,
  readRequiredText,
  readText,
  refuse,
  refuseLength,
  refuseMissing,
  refuseType,
  refuseValue,
} from '@llmsim/wire';
import type { Fields, Place } from '@llmsim/wire';

/** The longest text that an input may have, in UTF-16 code units, as the standard says. */
export const maxTextLength = 10_485_760;

const details = ['low', 'high', 'auto', 'original'] as const;
const spoken = ['output_text', 'refusal'];
const sent = ['input_text', 'input_image', ...spoken, 'input_file', 'computer_screenshot', 'summary_text'];
/** OpenAI's parts are those of its refusal in langchain-ai/langchainjs#11248 (July 2026); only the open standard has films. */
const sentTo = { openai: [...sent, 'encrypted_content'], standard: [...sent, 'input_video'] };

/**
 * Reads what stands at a key of an item: a text, or parts.
 * @param speaker - whether the model said it, or somebody else
 * @param checksInput - whether files must have the form that OpenAI wants, see `ResponsesDialect`
 * @throws RequestError
 */
export function readContent(
  item: Fields,
  key: string,
  place: Place,
  speaker: 'model' | 'client',
  checksInput: boolean,
): readonly SimContent[] {
  const content = item[key];
  if (typeof content === 'string') {
    if (content.length > maxTextLength) refuseLength(content, pathOf(place, key), maxTextLength);
    return [{ type: 'text', text: content }];
  }
  if (content === undefined) refuseMissing(pathOf(place, key));
  if (!Array.isArray(content)) {
    refuseType(content, pathOf(place, key), 'one of a string or array of objects');
  }
  const accepted = speaker === 'model' ? spoken : sentTo[checksInput ? 'openai' : 'standard'];
  const list: Place = { parent: place, key };
  return (content as readonly unknown[]).map((part, index) =>
    readPart(part, { parent: list, key: index }, accepted, checksInput),
  );
}

function readPart(
  value: unknown,
  place: Place,
  accepted: readonly string[],
  checksInput: boolean,
): SimContent {
  const part = asFields(value, place);
  const type = readRequiredText(part, 'type', place);
  if (!accepted.includes(type)) refuseValue(type, pathOf(place), accepted);
  switch (type) {
    case 'refusal':
      return { type: 'text', text: readRequiredText(part, 'refusal', place, maxTextLength) };
    case 'input_image':
    case 'computer_screenshot':
      return readImage(part, place);
    case 'input_file':
      return readFile(part, place, checksInput);
    case 'input_video':
      return {
        type: 'file',
        filename: undefined,
        bytes: decodedLength(readRequiredText(part, 'video_url', place)),
      };
    case 'encrypted_content':
      return { type: 'text', text: '' };
    default:
      return { type: 'text', text: readRequiredText(part, 'text', place, maxTextLength) };
  }
}

function readImage(part: Fields, place: Place): SimContent {
  const url = readText(part, 'image_url', place);
  const detail = readChoice(part, 'detail', details, place) ?? 'auto';
  if (url === undefined) {
    if (readText(part, 'file_id', place) === undefined) refuseMissing(pathOf(place, 'image_url'));
    return { type: 'image', detail };
  }
  if (url.startsWith('data:')) {
    const found = inspectImage(url);
    if (typeof found === 'object') return { type: 'image', detail, ...found };
    const formats =
      found === 'unsupported-format'
        ? " with one of the following image formats: ['image/jpeg', 'image/png', 'image/gif', 'image/webp']"
        : '';
    refuse(
      `The image data you provided does not represent a valid image. Please check your input and try again${formats}.`,
      'input',
      'invalid_value',
    );
  }
  checkUrl(url, pathOf(place, 'image_url'));
  return { type: 'image', detail };
}

function readFile(part: Fields, place: Place, checksInput: boolean): SimContent {
  const filename = readText(part, 'filename', place);
  const data = readText(part, 'file_data', place);
  if (data === undefined && readText(part, 'file_id', place) === undefined) {
    const url = readText(part, 'file_url', place) ?? refuseMissing(pathOf(place, 'file_id'));
    checkUrl(url, pathOf(place, 'file_url'));
  }
  if (data === undefined) return { type: 'file', filename, bytes: 0 };
  if (checksInput) {
    if (filename === undefined) refuseMissing(pathOf(place, 'filename'));
    checkFileData(data, { parent: place, key: 'file_data' });
  }
  return { type: 'file', filename, bytes: decodedLength(data) };
}
