import { readFile, writeFile } from 'node:fs/promises';
import {
  calibrate,
  configNotes,
  configOf,
  readCapture,
  reportHtml,
  reportJson,
  reportText,
  type Calibration,
  type Capture,
} from '@llmsim/calibrate';
import { LlmsimError, readLatency } from '@llmsim/core';
import { describeUnreadable } from '../config/describe-unreadable.js';
import { showSettingValue } from '../config/show-setting.js';
import type { Runtime } from '../runtime.js';

/** What the command is called with, besides the files. */
export interface CalibrateFlags {
  readonly output?: string;
  readonly html?: string;
  readonly json?: boolean;
  readonly format?: string;
  readonly model?: string;
  readonly against?: string;
}

/**
 * Makes a configuration of captured traffic, and says how well it fits. Where anything is wrong with a file, nothing is
 * written.
 * @returns the exit code
 * @throws LlmsimError with one line that says what is wrong, and in which line of which file
 */
export async function calibrateFiles(
  files: readonly string[],
  flags: CalibrateFlags,
  { stdout, stderr }: Pick<Runtime, 'stdout' | 'stderr'>,
): Promise<number> {
  const { output, html, json = false, format, model, against } = flags;
  const profile = against === undefined ? undefined : readLatency(against);
  const captures: Capture[] = [];
  for (const file of files) captures.push(readCapture(file, await readText(file), format));
  const calibration = calibrate(captures, { model, against: profile });
  const report = json ? `${JSON.stringify(reportJson(calibration), null, 2)}\n` : reportText(calibration);
  const config = toYaml(calibration);
  if (html !== undefined) await write(html, reportHtml(calibration));
  if (output !== undefined) {
    await write(output, config);
    stdout.write(report);
  } else if (json) {
    stdout.write(report);
  } else {
    // So that the settings alone go where standard output is sent.
    stdout.write(config);
    stderr.write(report);
  }
  return 0;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new LlmsimError('LLMSIM_CAPTURE', `${file}: ${describeUnreadable(error, 'captured traffic')}`, {
      cause: error,
    });
  }
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    const { message } = error as Error;
    throw new LlmsimError('LLMSIM_CAPTURE', `${file} cannot be written: ${message}.`, { cause: error });
  }
}

function toYaml(calibration: Calibration): string {
  const { latency } = configOf(calibration);
  const models = Object.entries(latency.models).flatMap(([model, spec]) => [
    `    ${showSettingValue(model)}:`,
    ...Object.entries(spec).map(([key, value]) => `      ${key}: ${showSettingValue(value)}`),
  ]);
  return [
    ...configNotes(calibration).map((line) => `# ${line}`),
    'latency:',
    '  models:',
    ...models,
    '',
  ].join('\n');
}
