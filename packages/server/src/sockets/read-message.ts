import { isRequestError } from '@llmsim/core';
import { longestAtOnce, parseJson, parseJsonInSteps } from '../delivery/parse-json.js';
import type { Engine } from '../engine.js';

/**
 * What the JSON of a message says; `undefined`: it is not JSON, nested too deeply, of too many values, or not wanted any
 * more.
 * @returns a promise for a long message, which is read in steps as long bodies are
 */
export function readMessage(
  data: Buffer,
  { stepRunner, valueLimit }: Pick<Engine, 'stepRunner' | 'valueLimit'>,
  isUnwanted: () => boolean,
): unknown {
  if (data.length > longestAtOnce) {
    return stepRunner.run(parseJsonInSteps(data, valueLimit), isUnwanted).catch(noJson);
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
