import { refuse } from '../json/request-reader.js';

/**
 * Refuses what is no address of the web: a scheme, and a host.
 * @param path - where it stands
 * @throws RequestError
 */
export function checkUrl(url: string, path: string): void {
  if (/^https?:\/\/[^\s/]/i.test(url)) return;
  refuse(
    `Invalid '${path}'. Expected a valid URL, but got a value with an invalid format.`,
    path,
    'invalid_value',
  );
}
