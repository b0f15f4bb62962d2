import { createMemoryStateStore } from './memory-state-store.js';
import { createStateCollection } from './state-collection.js';
import type { StateStore } from './state-store.js';

/** A store that answers later, as one in another process does. */
function remoteStore(): StateStore {
  const store = createMemoryStateStore({ nowMs: () => 0 });
  return {
    get: async (...parameters) => Promise.resolve(store.get(...parameters)),
    read: async (...parameters) => Promise.resolve(store.read(...parameters)),
    put: async (...parameters) => {
      await Promise.resolve();
      store.put(...parameters);
    },
    replace: async (...parameters) => Promise.resolve(store.replace(...parameters)),
    delete: async (...parameters) => Promise.resolve(store.delete(...parameters)),
    list: async (...parameters) => Promise.resolve(store.list(...parameters)),
  };
}

describe('a collection in a store', () => {
  it('loses none of the changes that come at the same time', async () => {
    const lists = createStateCollection<{ items: readonly number[] }>(remoteStore(), 'lists');
    await lists.put('a', { items: [] });
    const numbers = [1, 2, 3, 4, 5];
    await Promise.all(
      numbers.map((number) => lists.update('a', ({ items }) => ({ items: [...items, number] }))),
    );
    expect((await lists.get('a'))?.items.toSorted()).toEqual(numbers);
  });

  it('changes nothing that is not there', async () => {
    const lists = createStateCollection<{ items: number[] }>(remoteStore(), 'lists');
    expect(await lists.update('a', (present) => present)).toBeUndefined();
    expect(await lists.list()).toEqual([]);
  });
});

describe('an entry of a store', () => {
  it('is replaced only by who has read its present version', () => {
    const store = createMemoryStateStore({ nowMs: () => 0 });
    expect(store.replace('c', 'a', 1, undefined)).toBe(true);
    expect(store.replace('c', 'a', 2, undefined)).toBe(false);
    const { version } = store.read('c', 'a') ?? { version: '' };
    store.put('c', 'a', 3);
    expect(store.replace('c', 'a', 4, version)).toBe(false);
    expect(store.replace('c', 'a', 5, store.read('c', 'a')?.version)).toBe(true);
    expect(store.get('c', 'a')).toBe(5);
  });

  it('vanishes after its own lifetime, and others stay', () => {
    let now = 0;
    const store = createMemoryStateStore({ nowMs: () => now });
    store.put('c', 'short', 1, 100);
    store.put('c', 'long', 2);
    now = 99;
    expect(store.list('c')).toEqual([1, 2]);
    now = 100;
    expect(store.list('c')).toEqual([2]);
    expect(store.get('c', 'short')).toBeUndefined();
    expect(store.delete('c', 'short')).toBe(false);
  });
});
