import { LlmsimError } from '../../errors/llmsim-error.js';
import type { FailureMode, FailureModeEntry } from '../failure-mode.js';
import { afterEndMode } from './after-end.js';
import { argumentsNotJsonMode } from './arguments-not-json.js';
import { argumentsViolateSchemaMode } from './arguments-violate-schema.js';
import { authenticationMode } from './authentication.js';
import { badHeadMode } from './bad-head.js';
import { burstMode } from './burst.js';
import { byteOrderMarkMode } from './byte-order-mark.js';
import { changingIdsMode } from './changing-ids.js';
import { closeMode } from './close.js';
import { contentFilterMode } from './content-filter.js';
import { corruptFrameMode } from './corrupt-frame.js';
import { cutCallMode } from './cut-call.js';
import { disconnectMode } from './disconnect.js';
import { dribbleMode } from './dribble.js';
import { duplicateCallIdMode } from './duplicate-call-id.js';
import { duplicateFrameMode } from './duplicate-frame.js';
import { emptyReplyMode } from './empty-reply.js';
import { errorFirstMode } from './error-first.js';
import { eventFieldsMode } from './event-fields.js';
import { expectationFailedMode } from './expectation-failed.js';
import { invalidRequestMode } from './invalid-request.js';
import { keepAliveMode } from './keep-alive.js';
import { largeEventMode } from './large-event.js';
import { lateBodyMode } from './late-body.js';
import { lineEndsMode } from './line-ends.js';
import { lostEndMode } from './lost-end.js';
import { lostFrameMode } from './lost-frame.js';
import { lostUsageMode } from './lost-usage.js';
import { mergeFramesMode } from './merge-frames.js';
import { missingBlankLineMode } from './missing-blank-line.js';
import { noPongMode } from './no-pong.js';
import { overloadedMode } from './overloaded.js';
import { proxyErrorMode } from './proxy-error.js';
import { quotaMode } from './quota.js';
import { rateLimitMode } from './rate-limit.js';
import { reasoningOnlyMode } from './reasoning-only.js';
import { refusalMode } from './refusal.js';
import { reorderedFramesMode } from './reordered-frames.js';
import { resetMode } from './reset.js';
import { serverErrorMode } from './server-error.js';
import { silenceMode } from './silence.js';
import { socketCloseMode } from './socket-close.js';
import { socketCutMode } from './socket-cut.js';
import { socketExpiredMode } from './socket-expired.js';
import { splitUtf8Mode } from './split-utf8.js';
import { stallMode } from './stall.js';
import { statusMode } from './status.js';
import { streamErrorMode } from './stream-error.js';
import { timeoutMode } from './timeout.js';
import { trickleMode } from './trickle.js';
import { unknownEventMode } from './unknown-event.js';
import { unknownToolMode } from './unknown-tool.js';
import { wrongIndexMode } from './wrong-index.js';

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
  expectationFailedMode,
  argumentsNotJsonMode,
  argumentsViolateSchemaMode,
  cutCallMode,
  unknownToolMode,
  duplicateCallIdMode,
  emptyReplyMode,
  reasoningOnlyMode,
  refusalMode,
  contentFilterMode,
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
  trickleMode,
  lateBodyMode,
  mergeFramesMode,
  duplicateFrameMode,
  lostFrameMode,
  lostEndMode,
  unknownEventMode,
  missingBlankLineMode,
  afterEndMode,
  reorderedFramesMode,
  largeEventMode,
  errorFirstMode,
  burstMode,
  lostUsageMode,
  wrongIndexMode,
  changingIdsMode,
  socketCloseMode,
  socketCutMode,
  socketExpiredMode,
  noPongMode,
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
