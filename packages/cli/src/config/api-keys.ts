import { readFile } from 'node:fs/promises';
import { textList } from './compound-types.js';
import { ConfigError } from './config-error.js';
import { describeUnreadable } from './describe-unreadable.js';
import { text } from './scalar-types.js';
import type { SettingType } from './setting-type.js';

const list = textList(text('an API key'), 'a list of API keys');

/**
 * API keys; as one text, they are separated by commas. A text without any is a mistake and not an empty list: it is a
 * variable that was forgotten, and an empty list would let everybody in.
 */
export const apiKeys: SettingType<readonly string[]> = {
  ...list,
  readText(given, report) {
    if (given.split(',').every((key) => key.trim() !== '')) return list.readText?.(given, report);
    report([], 'an API key is empty, which would let everybody in; leave it out if that is meant.');
    return undefined;
  },
};

/**
 * Reads API keys, one a line. Empty lines and those that begin with `#` are passed over.
 * @param place - where the path of the file is from, for messages
 * @throws ConfigError if the file cannot be read, or has no key
 */
export async function readApiKeysFile(file: string, place: string): Promise<readonly string[]> {
  const refuse = (what: string) => new ConfigError([{ place, path: 'auth.api_keys_file', what }]);
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (error) {
    throw refuse(`${file}: ${describeUnreadable(error, 'a file with an API key on each line')}`);
  }
  const keys = content
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (keys.length === 0) throw refuse(`there is no API key in ${file}; accepted: one on each line.`);
  return keys;
}
