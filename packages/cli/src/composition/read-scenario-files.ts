import { readFileSync } from 'node:fs';
import type { ScenarioSource } from '@llmsim/server';
import { ConfigError } from '../config/config-error.js';
import { describeUnreadable } from '../config/describe-unreadable.js';

/**
 * Reads scenario files, in the order in which they are given.
 * @throws ConfigError for a file that cannot be read
 */
export function readScenarioFiles(files: readonly string[]): readonly ScenarioSource[] {
  return files.map((file) => {
    try {
      return { file, text: readFileSync(file, 'utf8') };
    } catch (error) {
      throw new ConfigError([
        { place: file, path: '', what: describeUnreadable(error, 'a YAML or JSON file with scenarios') },
      ]);
    }
  });
}
