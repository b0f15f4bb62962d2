import { createGenerator, generators } from '@llmsim/core';
import { isMapping } from './compound-types.js';
import { describeFound, didYouMean } from './describe-found.js';
import type { Report, SettingType } from './setting-type.js';
import { tryMaking } from './try-making.js';

/** A generator: its name, perhaps with a text after a colon, or a mapping with its name and options. */
export type GeneratorSpec = string | { readonly name: string; readonly [option: string]: unknown };

/** Names that the earlier llmsim knew generators by. */
const earlierNames: Readonly<Record<string, string>> = { random: 'random-words' };

const names = generators.map(({ name }) => name);

/** Which generator is used, and with which options. */
export const generatorSpec: SettingType<GeneratorSpec> = {
  accepts: `one of ${names.join(', ')}, where fixed:TEXT sets the text, or a mapping with the name and options`,
  read(value, report) {
    if (typeof value === 'string') return readName(value, report);
    if (!isMapping(value)) {
      report([], describeFound(value, this.accepts));
      return undefined;
    }
    const { name, ...options } = value;
    if (typeof name !== 'string') {
      report(name === undefined ? [] : ['name'], `"name" of a generator must be one of ${names.join(', ')}.`);
      return undefined;
    }
    const known = findName(name);
    const entry = generators.find((candidate) => candidate.name === known);
    if (entry === undefined) {
      report(['name'], describeFound(name, `one of ${names.join(', ')}`) + didYouMean(name, names));
      return undefined;
    }
    if (!tryMaking(value, () => entry.parse(options), report)) return undefined;
    return { ...options, name: entry.name };
  },
  readText: readName,
};

function findName(name: string): string {
  return earlierNames[name] ?? name;
}

function readName(text: string, report: Report): string | undefined {
  const colon = text.indexOf(':');
  const name = findName(colon === -1 ? text : text.slice(0, colon));
  if (!names.includes(name)) {
    report([], describeFound(text, generatorSpec.accepts) + didYouMean(name, names));
    return undefined;
  }
  const found = colon === -1 ? name : name + text.slice(colon);
  return tryMaking(found, () => createGenerator(found), report) ? found : undefined;
}
