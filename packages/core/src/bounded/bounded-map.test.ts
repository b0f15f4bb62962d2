import fc from 'fast-check';
import { createBoundedMap } from './bounded-map.js';

const keysIn = (map: ReturnType<typeof createBoundedMap<number>>) =>
  Array.from(map.entries(), ([key]) => key);

describe('a bounded map', () => {
  it('gives back what was set last, until it is deleted', () => {
    const map = createBoundedMap<number>({});
    map.set('one', 1);
    map.set('one', 2);
    expect(map.get('one')).toBe(2);
    expect(map.get('two')).toBeUndefined();
    expect(map.delete('one')).toBe(true);
    expect(map.delete('one')).toBe(false);
    expect(map.get('one')).toBeUndefined();
  });

  it('drops the oldest entry when there are too many', () => {
    const map = createBoundedMap<number>({ maxEntries: 2 });
    for (const key of ['a', 'b', 'c']) map.set(key, 0);
    expect(keysIn(map)).toEqual(['b', 'c']);
  });

  it('drops as many of the oldest as a large one needs', () => {
    const map = createBoundedMap<number>({ maxSize: 10, sizeOf: (_key, size) => size });
    for (const [key, size] of Object.entries({ a: 3, b: 3, c: 4, d: 5 })) map.set(key, size);
    expect(keysIn(map)).toEqual(['c', 'd']);
  });

  it('keeps nothing that is larger than all it may hold, and drops nothing for it', () => {
    const map = createBoundedMap<number>({ maxSize: 10, sizeOf: (_key, size) => size });
    map.set('a', 5);
    map.set('b', 5);
    map.set('b', 11);
    expect(keysIn(map)).toEqual(['a']);
  });

  it('takes what is set or used again for new, but not what is only read', () => {
    const map = createBoundedMap<number>({ maxEntries: 3 });
    for (const key of ['a', 'b', 'c']) map.set(key, 0);
    expect(map.get('a')).toBe(0);
    expect(map.oldest()).toEqual(['a', 0]);
    expect(map.use('a')).toBe(0);
    map.set('b', 1);
    map.set('d', 0);
    expect(keysIn(map)).toEqual(['a', 'b', 'd']);
    expect(map.use('c')).toBeUndefined();
  });

  it.each(['__proto__', 'constructor', ''])('takes %j for a key like any other', (key) => {
    const map = createBoundedMap<number>({ maxEntries: 1 });
    expect(map.get(key)).toBeUndefined();
    map.set(key, 1);
    expect(map.get(key)).toBe(1);
    map.set('other', 2);
    expect(map.get(key)).toBeUndefined();
  });

  it('holds what a plain list would hold, whatever is done in which order', () => {
    const act = fc.tuple(
      fc.constantFrom('set', 'use', 'delete', 'oldest'),
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 7 }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 200 }), (acts) => {
        const map = createBoundedMap<number>({ maxEntries: 4, maxSize: 12, sizeOf: (_key, size) => size });
        let model: [string, number][] = [];
        for (const [what, number, size] of acts) {
          const key = String(number);
          const found = model.find(([name]) => name === key);
          const others = model.filter(([name]) => name !== key);
          if (what === 'set') {
            map.set(key, size);
            model = [...others, [key, size]];
            while (model.length > 4 || model.reduce((sum, [, each]) => sum + each, 0) > 12) model.shift();
          } else if (what === 'use') {
            expect(map.use(key)).toBe(found?.[1]);
            if (found !== undefined) model = [...others, found];
          } else if (what === 'delete') {
            expect(map.delete(key)).toBe(found !== undefined);
            model = others;
          } else expect(map.oldest()).toEqual(model[0]);
          expect([...map.entries()]).toEqual(model);
          expect(map.count()).toBe(model.length);
        }
      }),
    );
  });
});
