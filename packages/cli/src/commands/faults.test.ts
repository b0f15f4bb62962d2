import { failureModes } from '@llmsim/core';
import { listFaults } from './faults.js';

function printed(asJson: boolean): string {
  let output = '';
  expect(listFaults(asJson, { stdout: { write: (text: string) => ((output += text), true) } })).toBe(0);
  return output;
}

it('says all of every failure mode, on lines of at most 80 characters', () => {
  const output = printed(false);
  const words = output.replace(/\s+/g, ' ');
  for (const { name, does, provokes, options } of failureModes) {
    expect(words).toContain(`${name} ${does}`);
    for (const option of options)
      expect(words).toContain(`${option.name}: ${option.what} (${option.fallback})`);
    if (provokes !== undefined) expect(words).toContain(`finds: ${provokes}`);
  }
  expect(Math.max(...output.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

it('is one document as JSON', () => {
  const { failure_modes: modes } = JSON.parse(printed(true)) as { failure_modes: { name: string }[] };
  expect(modes.map(({ name }) => name)).toEqual(failureModes.map(({ name }) => name));
});
