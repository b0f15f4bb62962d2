import { isRequestError } from '@llmsim/core';
import type { StepRunner } from '../calls/step-runner.js';
import { longestAtOnce, parseJson } from '../delivery/parse-json.js';
import { parseBytesInSteps } from '../delivery/read-json-body.js';

/**
 * What the JSON of a message says; `undefined`: it is not JSON, or nested too deeply, or not wanted any more.
 * @returns a promise for a long message, which is read in steps as long bodies are
 */
export function readMessage(data: Buffer, stepRunner: StepRunner, isUnwanted: () => boolean): unknown {
  if (data.length > longestAtOnce) {
    return stepRunner.run(parseBytesInSteps(data), isUnwanted).catch(noJson);
  }
  try {
    return parseJson(data.toString('utf8'));
  } catch (error) {
    return noJson(error);
  }
}

function noJson(error: unknown): unknown {
  if (isRequestError(error)) return undefined;
  throw error;
}
