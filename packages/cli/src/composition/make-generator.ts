import { generators, readGeneratorName, type ResponseGenerator } from '@llmsim/core';
import type { Settings } from '../config/settings-table.js';

/** The option by which a generator takes the length of its replies. */
const lengthOption = 'target_tokens';

/** The generator that the settings ask for. A length that is its own goes before the general one. */
export function makeGenerator(settings: Settings): ResponseGenerator {
  const spec = settings['response.generator'];
  const { name, argument, ...given } =
    typeof spec === 'string' ? readGeneratorName(spec) : { ...spec, argument: undefined };
  const entry = generators.find((candidate) => candidate.name === name);
  if (entry === undefined)
    throw new TypeError(`There is no generator ${name}, though the settings were checked.`);
  const options: Record<string, unknown> = { ...given };
  if (argument !== undefined && entry.argument !== undefined) options[entry.argument] = argument;
  if (entry.argument === lengthOption) options[lengthOption] ??= settings['response.target_tokens'];
  return entry.parse(options);
}
