import fc from 'fast-check';
import { createRecentMap } from './recent-map.js';

describe('a map of recent entries', () => {
  it('gives back what was set, and nothing else', () => {
    const map = createRecentMap<number>(1000);
    map.set('one', 1);
    expect(map.get('one')).toBe(1);
    expect(map.get('two')).toBeUndefined();
  });

  it('gives the value that was set last', () => {
    const map = createRecentMap<number>(1000);
    map.set('key', 1);
    map.set('key', 2);
    expect(map.get('key')).toBe(2);
  });

  it('forgets what was not used for long', () => {
    const map = createRecentMap<number>(1000);
    map.set('first', 1);
    for (let key = 0; key < 100; key += 1) map.set(`other ${key}`, key);
    expect(map.get('first')).toBeUndefined();
    expect(map.get('other 99')).toBe(99);
  });

  it('keeps what is used over and over', () => {
    const map = createRecentMap<number>(1000);
    map.set('first', 1);
    for (let key = 0; key < 100; key += 1) {
      map.set(`other ${key}`, key);
      expect(map.get('first')).toBe(1);
    }
  });

  it('does not keep a key that is heavier than all it may hold', () => {
    const map = createRecentMap<number>(1000);
    map.set('small', 1);
    map.set('x'.repeat(1001), 2);
    expect(map.get('x'.repeat(1001))).toBeUndefined();
    expect(map.get('small')).toBe(1);
  });

  it('holds at most twice its capacity, whatever is set and read', () => {
    const capacity = 500;
    const steps = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 40 })), { maxLength: 300 });
    fc.assert(
      fc.property(steps, (sequence) => {
        const map = createRecentMap<number>(capacity);
        const keys = new Set<string>();
        for (const [write, number] of sequence) {
          const key = 'k'.repeat(number);
          if (write) {
            map.set(key, number);
            keys.add(key);
          } else map.get(key);
        }
        // Reading in order of length moves entries, but brings none back.
        const held = [...keys].filter((key) => map.get(key) !== undefined);
        expect(held.reduce((sum, key) => sum + key.length + 32, 0)).toBeLessThanOrEqual(2 * capacity);
      }),
    );
  });
});
