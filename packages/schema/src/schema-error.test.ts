import { SchemaError } from './schema-error.js';

describe('an error about a schema', () => {
  it('has a stable code, its message, and the mark of the errors of llmsim', () => {
    const error = new SchemaError('No value fits.');
    expect(error).toMatchObject({ name: 'SchemaError', code: 'LLMSIM_SCHEMA', message: 'No value fits.' });
    expect(Symbol.for('llmsim.error') in error).toBe(true);
  });
});
