import { distributions, failureModes, generators, latencyProfileNames } from '@llmsim/core';
import { commandName } from './command-name.js';

/**
 * What the help of `serve` says after its flags: all names, and examples.
 * @param command - how the program is called where this is read
 */
export function serveHelp(command = commandName()): string {
  return `
Generators (--generator); some take a text after a colon:
${listEntries(generators)}

Failure modes (--error); options are for the configuration file:
${listEntries(failureModes)}

Latency profiles (--latency), or ttft=200;tbt=20:
${wrap(['auto', ...latencyProfileNames].join(', '), 2)}

Distributions, for lengths and times in the configuration file:
${listEntries(distributions)}

Examples:
  No delays, for tests:
    ${command} serve --latency instant
  A free port, one answer:
    ${command} serve --port 0 --generator fixed:Hello
  Failures:
    ${command} serve --error rate-limit=0.1 --error stall=0.01 --seed 7
  Settings of a file, with the dashboard:
    ${command} serve --config llmsim.yaml --tui

Each setting also has an environment variable, such as LLMSIM_LATENCY_PROFILE.
Flags override the environment, and the environment overrides the file.
${command} config print lists all settings and where each comes from;
${command} profiles describes the latency profiles.
`;
}

function listEntries(entries: readonly { readonly name: string; readonly summary: string }[]): string {
  const nameWidth = Math.max(...entries.map(({ name }) => name.length)) + 2;
  return entries
    .map(({ name, summary }) => `  ${name.padEnd(nameWidth)}${wrap(summary, nameWidth + 2).trimStart()}`)
    .join('\n');
}

/** Breaks a text into lines of at most 80 characters, all indented. */
function wrap(text: string, indent: number): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && indent + last.length + 1 + word.length <= 80)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => ' '.repeat(indent) + line).join('\n');
}
