import { readFileSync } from 'node:fs';
import { documentPath, hasDocument } from '../../fixtures/openapi-document.js';
import { knownParameters } from './known-parameters.js';

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly properties?: Record<string, unknown>;
}

describe('knownParameters', () => {
  it('holds what every request has', () => {
    for (const name of ['model', 'messages', 'stream']) expect(knownParameters.has(name)).toBe(true);
    expect(knownParameters.has('top_k')).toBe(false);
  });

  it('is what the README explains', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const [, table = ''] = /## Parameters of chat completions([\s\S]*?)\n## /.exec(readme) ?? [];
    for (const name of knownParameters) {
      if (name !== 'stream_options') expect(table).toContain(`\`${name}\``);
    }
  });

  (hasDocument ? it : it.skip)('is what the published document lists', () => {
    const document = JSON.parse(readFileSync(documentPath, 'utf8')) as {
      components: { schemas: Record<string, Schema> };
    };
    const { schemas } = document.components;
    const namesOf = (schema: Schema | undefined): string[] => [
      ...Object.keys(schema?.properties ?? {}),
      ...(schema?.allOf ?? []).flatMap(namesOf),
      ...(schema?.$ref === undefined ? [] : namesOf(schemas[schema.$ref.split('/').at(-1) ?? ''])),
    ];
    expect([...knownParameters].toSorted()).toEqual(
      [...new Set(namesOf(schemas['CreateChatCompletionRequest']))].toSorted(),
    );
  });
});
