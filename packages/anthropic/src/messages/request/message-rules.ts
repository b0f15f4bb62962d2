import type { Fields, Place } from '@llmsim/wire';
import type { ApiVersion } from '../../reading/api-headers.js';
import { refuseRequest, requireString } from '../../reading/input-reader.js';
import type { CacheControlReader } from './read-cache-control.js';

/** What decides how messages are read. */
export interface MessageRules {
  readonly version: ApiVersion;
  readonly cache: CacheControlReader;
  readonly takesPrefill: boolean;
  /** What the model thought is part of the prompt. */
  readonly keepsThinking: boolean;
}

/** The text of a `text` block. @throws RequestError if it is missing or empty */
export function readTextBlock(block: Fields, place: Place): string {
  const text = requireString(block, 'text', place);
  if (text === '') refuseRequest('messages: text content blocks must be non-empty');
  return text;
}
