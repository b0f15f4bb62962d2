import type { SimContent } from '@llmsim/core';
import { decodedLength, isBase64, measureImage, type Fields, type Place } from '@llmsim/wire';
import {
  below,
  asObject,
  readObject,
  readTag,
  refuseInput,
  refuseMissing,
  refuseRequest,
  pathOf,
  requireOneOf,
  requireString,
} from '../../reading/input-reader.js';

const imageTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'] as const;

/** What an image or a document is read from. @throws RequestError if it is missing */
function requireSource(block: Fields, place: Place): Fields {
  const source = readObject(block, 'source', place);
  return source ?? refuseMissing(below(place, 'source'));
}

/** Reads an `image` block. Only the head of the picture is decoded. @throws RequestError */
export function readImage(block: Fields, place: Place): SimContent {
  const source = requireSource(block, place);
  const at = below(place, 'source');
  const kind = readTag(source, ['base64', 'url', 'file'], at);
  const inside = below(at, kind);
  if (kind === 'file') requireString(source, 'file_id', inside);
  if (kind === 'url') {
    const url = requireString(source, 'url', inside);
    if (!/^https?:\/\//i.test(url.slice(0, 8))) {
      refuseRequest('Only HTTPS URLs are supported.');
    }
  }
  if (kind !== 'base64') return { type: 'image', detail: 'auto' };
  const mediaType = requireOneOf(source, 'media_type', imageTypes, inside);
  const data = requireString(source, 'data', inside);
  requireBase64(data, inside);
  const size = measureImage(`data:${mediaType};base64,${data}`);
  if (size === undefined) refuseRequest('Could not process image');
  if (Math.max(size.width, size.height) > largestSide) {
    refuseRequest(
      `${pathOf(inside, 'data')}: At least one of the image dimensions exceed max allowed size: ${largestSide} pixels`,
    );
  }
  return { type: 'image', detail: 'auto', width: size.width, height: size.height };
}

/** The longest side of a picture, in pixels. */
const largestSide = 8000;

/** How much of long data is looked at: what is wrong with it is wrong with its beginning. */
const lookedAt = 1024;

function requireBase64(data: string, place: Place): void {
  const isRight = data.length > 0 && isBase64(data.length > lookedAt ? data.slice(0, lookedAt) : data);
  if (!isRight) refuseInput(below(place, 'data'), 'Invalid base64 data');
}

/** A document as the conversation has it. */
export interface ReadDocument {
  readonly content: readonly SimContent[];
  readonly title: string | undefined;
  readonly citations: boolean;
  /** What can be cited from it; `undefined`: its text is not at hand. */
  readonly text: string | undefined;
  readonly kind: 'pdf' | 'text' | 'content';
}

/** Reads a `document` block. @throws RequestError */
export function readDocument(block: Fields, place: Place): ReadDocument {
  const source = requireSource(block, place);
  const at = below(place, 'source');
  const kind = readTag(source, ['base64', 'text', 'content', 'url', 'file'], at);
  const inside = below(at, kind);
  const title = typeof block['title'] === 'string' ? block['title'] : undefined;
  const context = typeof block['context'] === 'string' ? block['context'] : undefined;
  const config = readObject(block, 'citations', place);
  const citations = config?.['enabled'] === true;
  const around: readonly SimContent[] = [title, context].flatMap((text) =>
    text === undefined || text === '' ? [] : [{ type: 'text', text } as const],
  );
  const rest = { title, citations };
  switch (kind) {
    case 'base64': {
      requireOneOf(source, 'media_type', ['application/pdf'], inside);
      const data = requireString(source, 'data', inside);
      requireBase64(data, inside);
      // "%PDF" in Base64.
      if (!data.startsWith('JVBERi')) refuseRequest('The PDF specified was not valid.');
      const file = { type: 'file', filename: 'document.pdf', bytes: decodedLength(data) } as const;
      return { ...rest, content: [...around, file], text: undefined, kind: 'pdf' };
    }
    case 'text': {
      requireOneOf(source, 'media_type', ['text/plain'], inside);
      const text = requireString(source, 'data', inside);
      return { ...rest, content: [...around, { type: 'text', text }], text, kind: 'text' };
    }
    case 'content':
      return { ...rest, ...readOwnContent(source, inside, around), kind: 'content' };
    case 'url': {
      requireString(source, 'url', inside);
      return { ...rest, content: [...around, remotePdf], text: undefined, kind: 'pdf' };
    }
    case 'file': {
      requireString(source, 'file_id', inside);
      return { ...rest, content: [...around, remotePdf], text: undefined, kind: 'pdf' };
    }
  }
}

/** A document that was not sent along counts as one page. */
const remotePdf: SimContent = { type: 'file', filename: 'document.pdf', bytes: 1 };

function readOwnContent(
  source: Fields,
  place: Place,
  around: readonly SimContent[],
): Pick<ReadDocument, 'content' | 'text'> {
  const { content } = source;
  if (typeof content === 'string')
    return { content: [...around, { type: 'text', text: content }], text: content };
  if (!Array.isArray(content)) refuseInput(below(place, 'content'), 'Input should be a valid list');
  const list = below(place, 'content');
  const parts = (content as readonly unknown[]).map((item, index): SimContent => {
    const at = below(list, index);
    const block = asObject(item, at);
    return readTag(block, ['text', 'image'], at) === 'image'
      ? readImage(block, below(at, 'image'))
      : { type: 'text', text: requireString(block, 'text', below(at, 'text')) };
  });
  const first = parts.find((part) => part.type === 'text');
  return { content: [...around, ...parts], text: first?.text };
}
