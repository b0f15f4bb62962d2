import type { ApiFailure } from './api-failure.js';
import { isLlmsimError, LlmsimError } from './llmsim-error.js';

/** Thrown while a request is read: the request is at fault, and `failure` is what its sender gets to see. */
export class RequestError extends LlmsimError {
  readonly failure: ApiFailure;

  constructor(failure: ApiFailure) {
    super('LLMSIM_REQUEST', failure.message ?? failure.kind);
    this.failure = failure;
  }
}

/** Whether a thrown value is a `RequestError`, of this copy of the package or another. */
export function isRequestError(value: unknown): value is RequestError {
  return isLlmsimError(value) && value.code === 'LLMSIM_REQUEST';
}
