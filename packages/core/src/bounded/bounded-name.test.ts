import { boundedName, longestName } from './bounded-name.js';

describe('a name that a stranger chose', () => {
  it('is kept as it is while it is as long as names are', () => {
    expect(boundedName('gpt-5')).toBe('gpt-5');
    expect(boundedName('')).toBe('');
    expect(boundedName('x'.repeat(longestName))).toHaveLength(longestName);
  });

  it('is cut where it is longer, and says how long it was', () => {
    const kept = boundedName('x'.repeat(4_000_000));
    expect(kept).toBe(`${'x'.repeat(200)}… (4000000 characters)`);
  });
});
