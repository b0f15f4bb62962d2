import { failureModes } from '@llmsim/core';
import { readDocument } from './markdown.js';

const rows = readDocument('docs/failures.md')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.replace(/\s+/g, ' ').trim());

describe('docs/failures.md', () => {
  it.each(failureModes)(
    'says of $name what the program says of it',
    ({ name, does, options, provokes = '' }) => {
      const list = options.map(({ name: option, what, fallback }) => `\`${option}\`: ${what} (${fallback})`);
      const row = `| \`${name}\` | ${does} | ${list.join('; ')} | ${provokes} |`;
      expect(rows).toContain(row.replace(/\s+/g, ' '));
    },
  );
});
