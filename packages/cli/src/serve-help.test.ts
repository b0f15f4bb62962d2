import { failureModes, generators } from '@llmsim/core';
import { serveHelp } from './serve-help.js';

it('says all of every generator and failure mode, on lines of at most 80 characters', () => {
  const help = serveHelp();
  const text = help.replace(/\s+/g, ' ');
  for (const { name, summary } of [...generators, ...failureModes])
    expect(text).toContain(`${name} ${summary}`);
  expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});
