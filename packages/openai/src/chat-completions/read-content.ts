import type { SimContent } from '@llmsim/core';
import {
  asFields,
  checkFileData,
  checkUrl,
  decodedLength,
  enumerate,
  isBase64,
  inspectImage,
  isFields,
  measureAudio,
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

/** The longest text that a message may have, in UTF-16 code units, as the service says in its refusals. */
const maxTextLength = 1_048_576;

const partTypes = ['text', 'image_url', 'input_audio', 'refusal', 'audio', 'file'];
const details = ['auto', 'low', 'high', 'original'] as const;
const audioFormats = ['wav', 'mp3'] as const;

/**
 * The content of a message: a string, or parts. `undefined` if it is absent or null.
 * @throws RequestError if it is anything else
 */
export function readContent(message: Fields, place: Place): readonly SimContent[] | undefined {
  const content = message['content'];
  if (typeof content === 'string') {
    if (content.length > maxTextLength) refuseLength(content, pathOf(place, 'content'), maxTextLength);
    return [{ type: 'text', text: content }];
  }
  if (content === undefined || content === null) return undefined;
  if (!Array.isArray(content)) {
    refuseType(content, pathOf(place, 'content'), 'one of a string or array of objects');
  }
  const list: Place = { parent: place, key: 'content' };
  return (content as readonly unknown[]).map((part, index) => readPart(part, { parent: list, key: index }));
}

function readPart(value: unknown, place: Place): SimContent {
  const part = asFields(value, place);
  const type = readRequiredText(part, 'type', place);
  switch (type) {
    case 'text':
      return { type: 'text', text: readRequiredText(part, 'text', place, maxTextLength) };
    case 'refusal':
      return { type: 'text', text: readRequiredText(part, 'refusal', place, maxTextLength) };
    case 'image_url':
      return readImage(part, place);
    case 'input_audio':
      return readAudio(part, place);
    case 'file':
      return readFile(part, place);
    default:
      return refuseValue(type, pathOf(place, 'type'), partTypes);
  }
}

function readNested(part: Fields, key: string, place: Place): Fields {
  const nested = part[key];
  if (nested === undefined) refuseMissing(pathOf(place, key));
  if (!isFields(nested)) refuseType(nested, pathOf(place, key), 'an object');
  return nested;
}

function readImage(part: Fields, place: Place): SimContent {
  const image = readNested(part, 'image_url', place);
  const inner: Place = { parent: place, key: 'image_url' };
  const url = readRequiredText(image, 'url', inner);
  const detail = readChoice(image, 'detail', details, inner) ?? 'auto';
  if (url.startsWith('data:')) {
    const found = inspectImage(url);
    if (typeof found === 'object') return { type: 'image', detail, ...found };
    if (found === 'unsupported-format') {
      refuse(
        "You uploaded an unsupported image. Please make sure your image has of one the following formats: ['png', 'jpeg', 'gif', 'webp'].",
        undefined,
        'invalid_image_format',
      );
    }
    // In the words of openai/openai-node#1463 and marketing-factory/ai-filemetadata#26.
    refuse(
      'You uploaded an unsupported image. Please make sure your image is valid.',
      undefined,
      'image_parse_error',
    );
  }
  checkUrl(url, pathOf(inner, 'url'));
  return { type: 'image', detail };
}

function readAudio(part: Fields, place: Place): SimContent {
  const audio = readNested(part, 'input_audio', place);
  const inner: Place = { parent: place, key: 'input_audio' };
  const data = readRequiredText(audio, 'data', inner);
  const format = readChoice(audio, 'format', audioFormats, inner);
  if (format === undefined) refuseMissing(pathOf(inner, 'format'));
  if (!isBase64(data)) {
    refuse(
      `Invalid '${pathOf(inner, 'data')}'. Expected base64-encoded audio, but got a value that is not valid base64.`,
      pathOf(inner, 'data'),
      'invalid_value',
    );
  }
  return { type: 'audio', durationMs: measureAudio(data, format) };
}

function readFile(part: Fields, place: Place): SimContent {
  const file = readNested(part, 'file', place);
  const inner: Place = { parent: place, key: 'file' };
  const filename = readText(file, 'filename', inner);
  const data = readText(file, 'file_data', inner);
  const id = readText(file, 'file_id', inner);
  if (data === undefined && id === undefined) {
    refuse(
      `Missing required parameter: ${enumerate([pathOf(inner, 'file_id'), pathOf(inner, 'file_data')], 'or')}.`,
      pathOf(inner, 'file_id'),
      'missing_required_parameter',
    );
  }
  if (data === undefined) return { type: 'file', filename, bytes: 0 };
  if (filename === undefined) refuseMissing(pathOf(inner, 'filename'));
  checkFileData(data, { parent: inner, key: 'file_data' });
  return { type: 'file', filename, bytes: decodedLength(data) };
}
