import { failureModes } from '@llmsim/core';
import type { Runtime } from '../runtime.js';

const width = 80;

/**
 * Prints the failure modes: what each does, its options, and what it finds in clients.
 * @param asJson - one JSON document instead of text
 * @returns the exit code
 */
export function listFaults(asJson: boolean, { stdout }: Pick<Runtime, 'stdout'>): number {
  stdout.write(
    asJson ? `${JSON.stringify({ failure_modes: failureModes.map(describe) }, null, 2)}\n` : text(),
  );
  return 0;
}

function describe({ name, stage, does, provokes, options }: (typeof failureModes)[number]) {
  return { name, stage, does, provokes: provokes ?? null, options };
}

function text(): string {
  const modes = failureModes.map(({ name, does, options, provokes }) => {
    const list = options.map(({ name: option, what, fallback }) => `  ${option}: ${what} (${fallback})`);
    const finds = provokes === undefined ? [] : [`  finds: ${provokes}`];
    return [name, ...[`  ${does}`, ...list, ...finds].map(wrap)].join('\n');
  });
  return `${modes.join('\n\n')}\n\nAsk for one by a header: x-llmsim-fault: stall;after=2;ms=500\n`;
}

/** Breaks an indented line; what follows its first line is indented a little more. */
function wrap(line: string): string {
  const lines: string[] = [];
  let last = ' ';
  for (const word of line.trim().split(' ')) {
    if (last.length + 1 + word.length > width) {
      lines.push(last);
      last = '   ';
    }
    last += ` ${word}`;
  }
  return [...lines, last].join('\n');
}
