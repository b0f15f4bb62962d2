/**
 * No value was found: the schema contradicts itself, is too large or too deep, or uses what is not supported. The
 * message names the place and the reason. It carries the mark of llmsim's errors, by which `isLlmsimError` of
 * `@llmsim/core` recognises it; `code` is always `LLMSIM_SCHEMA`.
 */
export class SchemaError extends Error {
  readonly code = 'LLMSIM_SCHEMA';

  constructor(message: string) {
    super(message);
    this.name = 'SchemaError';
    Object.defineProperty(this, Symbol.for('llmsim.error'), { value: true });
  }
}
