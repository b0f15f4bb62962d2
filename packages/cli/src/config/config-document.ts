import type { Path } from './setting-type.js';

/** What a configuration file says, and where. */
export interface ConfigDocument {
  /** `undefined` if there is nothing in it but, perhaps, comments. */
  readonly value: unknown;
  /** `llmsim.yaml:3:5`, of the key or list item at the path, or of what is nearest above it. */
  placeOf(path: Path): string;
}

/**
 * Reads a configuration file: TOML if its name ends with `.toml`, YAML otherwise.
 * @param name - of the file, for messages
 * @throws ConfigError for text that is not one document of the format
 */
export async function parseConfigDocument(text: string, name: string): Promise<ConfigDocument> {
  // A parser is loaded only for a file that needs it.
  if (/\.toml$/i.test(name)) return (await import('./toml-document.js')).parseTomlDocument(text, name);
  return (await import('./yaml-document.js')).parseYamlDocument(text, name);
}

/** A path as the key of a map. */
export function keyOfPath(path: Path): string {
  return JSON.stringify(path.map(String));
}
