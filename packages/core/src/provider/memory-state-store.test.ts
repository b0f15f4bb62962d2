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

  it('never holds more entries or characters than allowed, whatever is put', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.string({ maxLength: 30 }))),
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
