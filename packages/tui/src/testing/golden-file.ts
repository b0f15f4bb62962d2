import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * What a screen is expected to look like. With `UPDATE_GOLDEN=1` in the environment the file is written, not read:
 * look at it before it is committed.
 * @param actual - what it looks like now
 */
export function goldenFile(name: string, actual: string): string {
  const path = fileURLToPath(new URL(`../screen/__golden__/${name}.txt`, import.meta.url));
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, actual);
  }
  return existsSync(path) ? readFileSync(path, 'utf8') : `There is no ${path}.`;
}
