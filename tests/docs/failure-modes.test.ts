import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failureModes, type FailureModeEntry } from '@llmsim/core';

const path = join(import.meta.dirname, '../../docs/failures.md');

function rowOf({ name, does, options, provokes = '' }: FailureModeEntry): string {
  const list = options.map(({ name: option, what, fallback }) => `\`${option}\`: ${what} (${fallback})`);
  return `| \`${name}\` | ${does} | ${list.join('; ')} | ${provokes} |`;
}

/** The table of the modes of one stage, as the document has it between its marks. */
function tableOf(stage: FailureModeEntry['stage']): string {
  return [
    '| mode | what happens | options, and what holds without them | what it finds |',
    '| --- | --- | --- | --- |',
    ...failureModes.filter((mode) => mode.stage === stage).map(rowOf),
  ].join('\n');
}

const marked = (stage: string) => new RegExp(`(<!-- modes: ${stage} -->\\n\\n)([^]*?)(\\n\\n<!-- end -->)`);
const inOneForm = (table: string) => table.replace(/-{3,}/g, '---').replace(/ +/g, ' ');

describe('docs/failures.md', () => {
  // UPDATE_FAILURE_DOCS=1 writes the tables anew; `npm run format` aligns them.
  it.each(['before-turn', 'in-turn', 'during-turn'] as const)(
    'has the modes of the stage %s as the program describes them',
    (stage) => {
      const table = tableOf(stage);
      if (process.env['UPDATE_FAILURE_DOCS'] === '1') {
        const document = readFileSync(path, 'utf8');
        const put = (_all: string, start: string, _old: string, end: string) => start + table + end;
        writeFileSync(path, document.replace(marked(stage), put));
      }
      const [, , written = ''] = marked(stage).exec(readFileSync(path, 'utf8')) ?? [];
      expect(inOneForm(written)).toBe(inOneForm(table));
    },
  );
});
