import type { JsonSchema } from './setting-type.js';
import { settingOf, settingPaths } from './settings-table.js';

/** A part of the schema that is being put together: a section of the file, or the whole. */
interface Section {
  readonly type: 'object';
  readonly properties: Record<string, JsonSchema | Section>;
  readonly additionalProperties: false;
}

const section = (): Section => ({ type: 'object', properties: {}, additionalProperties: false });

/** The JSON Schema of configuration files, for editors: what the table of settings says. */
export function configSchema(): JsonSchema {
  const whole = section();
  for (const path of settingPaths) {
    const { type, description, default: value } = settingOf(path);
    const keys = path.split('.');
    const name = keys.pop() ?? path;
    const { properties } = keys.reduce(sectionIn, whole);
    properties[name] = {
      description,
      ...(value === undefined ? {} : { default: value }),
      ...type.schema,
    };
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Configuration of llmsim',
    ...whole,
  };
}

function sectionIn({ properties }: Section, key: string): Section {
  return (properties[key] ??= section()) as Section;
}
