import type { ApiFailure } from '../errors/api-failure.js';
import { isRequestError } from '../errors/request-error.js';

/** The failure that a call throws. @throws Error if it throws none; whatever else it throws */
export function refusalOf(call: () => unknown): ApiFailure {
  try {
    call();
  } catch (error) {
    if (isRequestError(error)) return error.failure;
    throw error;
  }
  throw new Error('The request was accepted.');
}
