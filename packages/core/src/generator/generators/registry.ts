import { readGeneratorName } from '../generator-name.js';
import { LlmsimError } from '../../errors/llmsim-error.js';
import type { GeneratorEntry, ResponseGenerator, TargetTokens } from '../response-generator.js';
import { countGenerator } from './count.js';
import { echoGenerator } from './echo.js';
import { fixedGenerator } from './fixed.js';
import { loremGenerator } from './lorem.js';
import { randomWordsGenerator } from './random-words.js';
import { refusalGenerator } from './refusal.js';
import { sequenceGenerator } from './sequence.js';

/** Every generator there is. Configuration, flags, help and documentation read this list and nothing else. */
export const generators: readonly GeneratorEntry[] = [
  loremGenerator,
  randomWordsGenerator,
  countGenerator,
  echoGenerator,
  fixedGenerator,
  sequenceGenerator,
  refusalGenerator,
];

/** Options of the generators that come with this package, in the spelling of code. */
export interface GeneratorOptions {
  /** For lorem, random-words and count: tokens of a reply, or a distribution of them; 100 by default. */
  readonly targetTokens?: TargetTokens;
  /** For fixed and refusal. */
  readonly text?: string;
  /** For sequence. */
  readonly texts?: readonly string[];
}

/**
 * The generator of the given name. `name:text` sets the generator's main option: `fixed:Hello`, `lorem:20`.
 * @throws LlmsimError LLMSIM_UNKNOWN_GENERATOR with the names there are, or LLMSIM_OPTION for a wrong option
 */
export function createGenerator(name: string, options: GeneratorOptions = {}): ResponseGenerator {
  const { name: plainName, argument } = readGeneratorName(name);
  const entry = generators.find((candidate) => candidate.name === plainName);
  if (entry === undefined) {
    const names = generators.map((candidate) => candidate.name).join(', ');
    throw new LlmsimError(
      'LLMSIM_UNKNOWN_GENERATOR',
      `There is no generator "${plainName}". There are: ${names}.`,
    );
  }
  const { targetTokens, ...rest } = options;
  const given: Record<string, unknown> = { ...rest };
  if (targetTokens !== undefined) given['target_tokens'] = targetTokens;
  if (argument !== undefined) {
    if (entry.argument === undefined) {
      throw new LlmsimError(
        'LLMSIM_OPTION',
        `Generator "${plainName}" takes no text after a colon; found "${name}".`,
      );
    }
    given[entry.argument] = argument;
  }
  return entry.parse(given);
}
