import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failureModes } from '@llmsim/core';

const page = readFileSync(join(import.meta.dirname, '../../docs/failures.md'), 'utf8');

it('docs/failures.md names every failure mode and every option, with its default', () => {
  const rows = [...page.matchAll(/^\| `([a-z0-9-]+)` +\|[^|]*\| (.*?) *\|$/gm)];
  expect(rows.map(([, name]) => name)).toEqual(failureModes.map(({ name }) => name));
  for (const [, name = '', options = ''] of rows) {
    const summary = failureModes.find((mode) => mode.name === name)?.summary ?? '';
    const [, described = ''] = /Options: (.*)\.$/.exec(summary) ?? [];
    const names = (text: string) =>
      [...text.matchAll(/(?:^|, )([a-z_]+)(?= \()/g)].map(([, option]) => option);
    const listed = [...options.matchAll(/(?:^|, )`([a-z_]+)`/g)].map(([, option]) => option);
    expect([name, listed]).toEqual([name, names(described)]);
  }
});
