import { LlmsimError } from '../../errors/llmsim-error.js';
import type { FailureMode, FailureModeEntry } from '../failure-mode.js';
import { afterEndMode } from './after-end.js';
import { authenticationMode } from './authentication.js';
import { badHeadMode } from './bad-head.js';
import { byteOrderMarkMode } from './byte-order-mark.js';
import { closeMode } from './close.js';
import { corruptFrameMode } from './corrupt-frame.js';
import { disconnectMode } from './disconnect.js';
import { dribbleMode } from './dribble.js';
import { duplicateFrameMode } from './duplicate-frame.js';
import { eventFieldsMode } from './event-fields.js';
import { invalidRequestMode } from './invalid-request.js';
import { keepAliveMode } from './keep-alive.js';
import { lineEndsMode } from './line-ends.js';
import { lostEndMode } from './lost-end.js';
import { lostFrameMode } from './lost-frame.js';
import { mergeFramesMode } from './merge-frames.js';
import { missingBlankLineMode } from './missing-blank-line.js';
import { overloadedMode } from './overloaded.js';
import { proxyErrorMode } from './proxy-error.js';
import { quotaMode } from './quota.js';
import { rateLimitMode } from './rate-limit.js';
import { resetMode } from './reset.js';
import { serverErrorMode } from './server-error.js';
import { silenceMode } from './silence.js';
import { splitUtf8Mode } from './split-utf8.js';
import { stallMode } from './stall.js';
import { statusMode } from './status.js';
import { streamErrorMode } from './stream-error.js';
import { timeoutMode } from './timeout.js';
import { unknownEventMode } from './unknown-event.js';

/** Every failure mode there is. Configuration, headers, help and documentation read this list and nothing else. */
export const failureModes: readonly FailureModeEntry[] = [
  rateLimitMode,
  quotaMode,
  serverErrorMode,
  overloadedMode,
  timeoutMode,
  invalidRequestMode,
  authenticationMode,
  silenceMode,
  closeMode,
  statusMode,
  proxyErrorMode,
  badHeadMode,
  disconnectMode,
  resetMode,
  stallMode,
  streamErrorMode,
  corruptFrameMode,
  splitUtf8Mode,
  lineEndsMode,
  keepAliveMode,
  eventFieldsMode,
  byteOrderMarkMode,
  dribbleMode,
  mergeFramesMode,
  duplicateFrameMode,
  lostFrameMode,
  lostEndMode,
  unknownEventMode,
  missingBlankLineMode,
  afterEndMode,
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
