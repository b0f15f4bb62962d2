import fc from 'fast-check';
import { createMemoryStateStore } from './memory-state-store.js';

describe('a state store in memory', () => {
  it('gives back what was put, until it is deleted', () => {
    const store = createMemoryStateStore({ nowMs: () => 0 });
    store.put('replies', 'a', { text: 'hello' });
    expect(store.get('replies', 'a')).toEqual({ text: 'hello' });
    expect(store.get('conversations', 'a')).toBeUndefined();
    expect(store.delete('replies', 'a')).toBe(true);
    expect(store.delete('replies', 'a')).toBe(false);
    expect(store.get('replies', 'a')).toBeUndefined();
  });

  it('lists a collection, oldest first', () => {
    const store = createMemoryStateStore({ nowMs: () => 0 });
    for (const id of ['a', 'b', 'c']) store.put('replies', id, id);
    store.put('other', 'd', 'd');
    store.put('replies', 'a', 'a again');
    expect(store.list('replies')).toEqual(['b', 'c', 'a again']);
  });

  it('forgets entries that are too old', () => {
    let now = 0;
    const store = createMemoryStateStore({ nowMs: () => now, maxAgeMs: 100 });
    store.put('replies', 'a', 1);
    now = 100;
    expect(store.get('replies', 'a')).toBe(1);
    now = 101;
    expect(store.get('replies', 'a')).toBeUndefined();
  });

  it('lets the oldest go when there are more characters than allowed', () => {
    const store = createMemoryStateStore({ nowMs: () => 0, maxCharacters: 60 });
    for (const id of ['a', 'b', 'c']) store.put('replies', id, id.repeat(18));
    expect(store.list('replies')).toHaveLength(3);
    store.put('replies', 'd', 'd');
    expect(store.list('replies')).toEqual(['b'.repeat(18), 'c'.repeat(18), 'd']);
    store.put('replies', 'e', 'e'.repeat(58));
    expect(store.list('replies')).toEqual(['e'.repeat(58)]);
  });

  it('does not keep what alone has more characters than allowed, and lets nothing go for it', () => {
    const store = createMemoryStateStore({ nowMs: () => 0, maxCharacters: 60 });
    store.put('replies', 'a', 'a');
    store.put('replies', 'b', 'b');
    store.put('replies', 'b', 'b'.repeat(59));
    expect(store.list('replies')).toEqual(['a']);
  });

  it('replaces an entry only if nobody changed it, and forgets it after its own lifetime', () => {
    let now = 0;
    const store = createMemoryStateStore({ nowMs: () => now });
    expect(store.replace('replies', 'a', 1, undefined, 100)).toBe(true);
    const { version } = store.read('replies', 'a')!;
    expect(store.replace('replies', 'a', 2, undefined)).toBe(false);
    expect(store.replace('replies', 'a', 2, version, 100)).toBe(true);
    expect(store.replace('replies', 'a', 3, version)).toBe(false);
    expect(store.get('replies', 'a')).toBe(2);
    now = 99;
    expect(store.list('replies')).toEqual([2]);
    now = 100;
    expect(store.list('replies')).toEqual([]);
    expect(store.get('replies', 'a')).toBeUndefined();
  });

  it('never holds more entries or characters than allowed, whatever is put', () => {
    fc.assert(
      fc.property(
        // Long ones, so that both bounds are met.
        fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.string({ maxLength: 30, size: 'max' }))),
        (puts) => {
          const store = createMemoryStateStore({ nowMs: () => 0, maxEntries: 5, maxCharacters: 60 });
          for (const [id, value] of puts) {
            store.put('replies', String(id), value);
            const held = store.list('replies') as string[];
            expect(held.length).toBeLessThanOrEqual(5);
            expect(held.reduce((sum, text) => sum + text.length + 2, 0)).toBeLessThanOrEqual(60);
          }
        },
      ),
    );
  });
});
