import { createSchemaScope } from './schema-scope.js';

const refused = expect.objectContaining({ code: 'LLMSIM_SCHEMA' }) as Error;

describe('the scope of a schema', () => {
  it('resolves references, and throws for those to nothing', () => {
    const item = { type: 'string' };
    const scope = createSchemaScope({ $defs: { item } });
    expect(scope.resolve('#/$defs/item')).toBe(item);
    expect(() => scope.resolve('#/$defs/other')).toThrow(refused);
  });

  it('matches patterns, and lets those pass that it does not support, with a note', () => {
    const scope = createSchemaScope(true);
    expect(scope.matches('^a+$', 'aaa')).toBe(true);
    expect(scope.matches('^a+$', 'aab')).toBe(false);
    expect(scope.matches('(a)\\1', 'ab')).toBe(true);
    expect([...scope.ignored]).toEqual([expect.stringContaining('The pattern "(a)\\\\1" is not followed')]);
  });

  it('takes a pattern that cannot be decided for one that does not match', () => {
    expect(createSchemaScope(true).matches('^(a+)+$', `${'a'.repeat(60)}!`)).toBe(false);
  });

  it('is tired when half of its steps are gone, and throws when all are', () => {
    const scope = createSchemaScope(true);
    expect(scope.isTired()).toBe(false);
    scope.spend(31_000);
    expect(scope.isTired()).toBe(true);
    expect(() => scope.spend(31_000)).toThrow(refused);
  });

  it('quotes long names in part', () => {
    const attempt = () => createSchemaScope(true).resolve(`#/${'x'.repeat(5_000)}`);
    expect(attempt).toThrow(/^.{1,200}$/);
  });
});
