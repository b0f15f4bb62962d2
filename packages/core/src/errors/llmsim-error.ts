const brand = Symbol.for('llmsim.error');

/**
 * Base of everything llmsim throws for a cause that its user can mend. `code` is stable and meant for programs;
 * the message names the offending value and what would be accepted. Recognise one with `isLlmsimError`, which
 * also holds when two copies of this package meet in a process.
 */
export class LlmsimError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    Object.defineProperty(this, brand, { value: true });
  }
}

/** Whether a thrown value is an error of llmsim, of this copy of the package or another. */
export function isLlmsimError(value: unknown): value is LlmsimError {
  return typeof value === 'object' && value !== null && brand in value;
}
