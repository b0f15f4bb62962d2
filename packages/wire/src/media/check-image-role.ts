import type { SimContent } from '@llmsim/core';
import { refuse } from '../json/request-reader.js';

/**
 * Refuses pictures in a message of anybody but the user: OpenAI's words are those of openai/openai-node#1030, for both of
 * its APIs. No report has them for Responses; the open standard has no pictures in other messages either.
 * @param path - where the message stands
 * @throws RequestError
 */
export function checkImageRole(content: readonly SimContent[], role: string, path: string): void {
  if (role === 'user' || !content.some(({ type }) => type === 'image')) return;
  refuse(
    `Invalid '${path}'. Image URLs are only allowed for messages with role 'user', but this message with role '${role}' contains an image URL.`,
    path,
    'invalid_value',
  );
}
