import { LlmsimError } from '../../errors/llmsim-error.js';
import type { FailureMode, FailureModeEntry } from '../failure-mode.js';
import { authenticationMode } from './authentication.js';
import { corruptFrameMode } from './corrupt-frame.js';
import { disconnectMode } from './disconnect.js';
import { invalidRequestMode } from './invalid-request.js';
import { overloadedMode } from './overloaded.js';
import { quotaMode } from './quota.js';
import { rateLimitMode } from './rate-limit.js';
import { resetMode } from './reset.js';
import { serverErrorMode } from './server-error.js';
import { splitUtf8Mode } from './split-utf8.js';
import { stallMode } from './stall.js';
import { streamErrorMode } from './stream-error.js';
import { timeoutMode } from './timeout.js';

/** Every failure mode there is. Configuration, headers, help and documentation read this list and nothing else. */
export const failureModes: readonly FailureModeEntry[] = [
  rateLimitMode,
  quotaMode,
  serverErrorMode,
  overloadedMode,
  timeoutMode,
  invalidRequestMode,
  authenticationMode,
  disconnectMode,
  resetMode,
  stallMode,
  streamErrorMode,
  corruptFrameMode,
  splitUtf8Mode,
];

/**
 * The failure mode of the given name.
 * @param options - the mode's own, as `failureModes` describes them
 * @throws LlmsimError LLMSIM_UNKNOWN_FAILURE_MODE with the names there are, or LLMSIM_OPTION for a wrong option
 */
export function createFailureMode(name: string, options?: unknown): FailureMode {
  const entry = failureModes.find((candidate) => candidate.name === name);
  if (entry !== undefined) return entry.parse(options);
  const names = failureModes.map((candidate) => candidate.name).join(', ');
  throw new LlmsimError(
    'LLMSIM_UNKNOWN_FAILURE_MODE',
    `There is no failure mode "${name}". There are: ${names}.`,
  );
}
