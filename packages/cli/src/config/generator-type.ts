import { createGenerator, readGeneratorName, generators } from '@llmsim/core';
import { below, isMapping } from './compound-types.js';
import { describeFound, didYouMean } from './describe-found.js';
import { earlierGenerators } from './earlier-names.js';
import { choice } from './scalar-types.js';
import type { Report, SettingType } from './setting-type.js';
import { tryMaking } from './try-making.js';

/** A generator: its name, perhaps with a text after a colon, or a mapping with its name and options. */
export type GeneratorSpec = string | { readonly name: string; readonly [option: string]: unknown };

const names = generators.map(({ name }) => name);
const generatorName = choice(names);
const accepts = `one of ${names.join(', ')}, where fixed:TEXT sets the text, or a mapping with the name and options`;

/** Which generator is used, and with which options. */
export const generatorSpec: SettingType<GeneratorSpec> = {
  accepts,
  schema: {
    anyOf: [
      { enum: names },
      { type: 'string', pattern: `^(${names.join('|')}):` },
      { enum: [...earlierGenerators.keys()], deprecated: true },
      { type: 'object', properties: { name: generatorName.schema }, required: ['name'] },
    ],
  },
  read(value, report) {
    if (typeof value === 'string') return readName(value, report);
    if (isMapping(value)) return readMapping(value, report);
    report([], describeFound(value, accepts));
    return undefined;
  },
  readText: readName,
};

function readName(text: string, report: Report): string | undefined {
  const { name: given, argument } = readGeneratorName(text);
  const name = argument === undefined ? (earlierGenerators.get(given) ?? given) : given;
  if (!names.includes(name)) {
    report([], describeFound(text, accepts) + didYouMean(name, names));
    return undefined;
  }
  const found = argument === undefined ? name : text;
  return tryMaking(found, () => createGenerator(found), report) ? found : undefined;
}

function readMapping(value: Readonly<Record<string, unknown>>, report: Report): GeneratorSpec | undefined {
  const { name, ...options } = value;
  if (name === undefined) {
    report([], `"name" is missing; accepted: ${generatorName.accepts}.`);
    return undefined;
  }
  const found = generatorName.read(name, below(report, 'name'));
  const entry = generators.find((candidate) => candidate.name === found);
  if (entry === undefined) return undefined;
  return tryMaking(value, () => entry.parse(options), report) ? { ...options, name: entry.name } : undefined;
}
